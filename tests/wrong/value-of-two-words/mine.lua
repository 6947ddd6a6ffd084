rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ [lower="ikea ab"] ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
