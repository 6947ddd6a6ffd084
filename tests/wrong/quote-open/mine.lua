rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ "said that ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
