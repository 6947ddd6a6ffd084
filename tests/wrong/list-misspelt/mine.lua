list "say" [=[ say tell ]=]
rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ [lemma in $sayy] ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
