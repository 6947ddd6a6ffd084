rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ [lower=/Said/] "that" ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
