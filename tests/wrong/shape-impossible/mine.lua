rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ [shape=Putin] ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
