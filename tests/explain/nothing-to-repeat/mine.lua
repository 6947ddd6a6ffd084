rule "person" {
  emits = "entity", label = "PERSON",
  match = [=[ [shape=Xxxx & pos=PROPN]{2} ]=],
}
echo "r" { of = "PERSON", part = "last", emits = "entity", label = "PERSON" }
