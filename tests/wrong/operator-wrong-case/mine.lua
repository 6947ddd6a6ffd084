list "say" [=[ say tell ]=]
rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ [lemma IN $say] ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
