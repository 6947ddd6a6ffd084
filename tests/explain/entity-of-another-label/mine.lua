rule "org" {
  emits = "entity", label = "ORG",
  match = [=[ "Brightwater" "Foods" ]=],
}
rule "person" {
  emits = "entity", label = "PERSON",
  match = [=[ [shape=Xxxx & pos=PROPN]{2} ]=],
}
rule "r" {
  emits = "event", label = "MEET",
  match = [=[ actor:<ent label=PERSON/> act:[lemma=say] ]=],
}
