rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ [zone=headline] "said" ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
