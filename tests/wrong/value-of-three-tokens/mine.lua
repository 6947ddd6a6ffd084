rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ [word="10:30"] ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
