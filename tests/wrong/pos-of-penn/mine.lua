rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ [pos=NNP] ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
