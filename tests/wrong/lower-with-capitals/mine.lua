rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ [lower=Said] ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
