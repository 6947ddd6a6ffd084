rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ [word="App#"] ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
