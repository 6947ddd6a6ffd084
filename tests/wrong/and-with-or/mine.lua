rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ [pos=NOUN & word="x" | word="y"] ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
