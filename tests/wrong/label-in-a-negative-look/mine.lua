rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ (?! actor:"she") [] "said" ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
