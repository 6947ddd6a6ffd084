rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ [word > 2000 & word < 1900] ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
