rule "r" {
  emits = "entity", label = "GPE",
  match = [=[ [shape=Xxxx & pos=PROPN] ]=],
}
rule "person" {
  emits = "entity", label = "PERSON",
  match = [=[ [shape=Xxxx & pos=PROPN]{2} ]=],
}
