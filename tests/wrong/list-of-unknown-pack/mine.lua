rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ $newz:titles ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
