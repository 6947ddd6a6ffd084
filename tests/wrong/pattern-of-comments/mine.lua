rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ # nothing yet
 ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
