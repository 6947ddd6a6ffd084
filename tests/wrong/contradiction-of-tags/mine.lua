rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ [pos=NOUN & pos=VERB] ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
