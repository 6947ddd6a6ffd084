rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ [shape="2023"] ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
