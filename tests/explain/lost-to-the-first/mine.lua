rule "people" {
  emits = "entity", label = "PERSON",
  match = [=[ "Marx" ]=],
}
rule "r" {
  emits = "entity", label = "GPE",
  match = [=[ [word="Marx"] ]=],
}
