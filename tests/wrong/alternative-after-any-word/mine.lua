rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ ( [] | [pos=NOUN] ) "that" ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
