rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ [lemma=went] ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
