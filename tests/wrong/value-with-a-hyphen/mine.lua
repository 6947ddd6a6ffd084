rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ [lemma="so-called"] ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
