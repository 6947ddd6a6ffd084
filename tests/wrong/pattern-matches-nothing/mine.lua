rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ "very"? [pos=ADV]* ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
