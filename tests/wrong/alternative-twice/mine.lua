rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ ( "said" | "told" | "said" ) ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
