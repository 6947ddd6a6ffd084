list "people" { "Orbak", "Tarn" }
rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ [lemma in $people] ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
