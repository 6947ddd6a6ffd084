rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ /sa(id/ ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
