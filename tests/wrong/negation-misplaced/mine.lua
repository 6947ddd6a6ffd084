rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ [lemma !say] ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
