rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ ( [lemma=say] | "said" ) "that" ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
