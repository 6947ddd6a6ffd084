rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ <entity/> "said" ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
