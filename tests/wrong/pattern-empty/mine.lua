rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[  ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
