rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ who:"she" "said" ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
