rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ [word!="."]* "said" ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
