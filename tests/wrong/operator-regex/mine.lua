rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ [word REGEX /x/] ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
