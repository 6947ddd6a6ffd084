rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ [pos=VERBX] ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
