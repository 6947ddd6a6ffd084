rule "r" {
  emits = "entity", label = "GPE",
  match = [=[ [word="Marx"] ]=],
}
rule "people" {
  emits = "entity", label = "PERSON", over = { "r" },
  match = [=[ "Marx" ]=],
}
