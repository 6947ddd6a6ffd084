rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ [ASDF=True] ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
