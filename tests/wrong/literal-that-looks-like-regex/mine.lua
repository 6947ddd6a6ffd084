rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ "sa.*d" "that" ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
