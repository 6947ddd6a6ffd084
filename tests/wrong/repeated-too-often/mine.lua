rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ "very"{3,2} "much" ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
