rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ _who:"she" "said" ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
