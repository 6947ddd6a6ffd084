rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ /New York/ "said" ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
