rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ "said" [word!="that" | word!="whether"] ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
