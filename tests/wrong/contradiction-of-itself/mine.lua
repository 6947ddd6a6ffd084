rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ [lemma=say & !lemma=say] ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
