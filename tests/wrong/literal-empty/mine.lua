rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ "" "said" ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
