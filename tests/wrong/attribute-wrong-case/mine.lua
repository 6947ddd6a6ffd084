rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ [LOWER="ikea"] ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
