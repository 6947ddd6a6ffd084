rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ [word="said" & word="told"] ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
