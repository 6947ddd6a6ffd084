rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ [idx=0] "said" ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
