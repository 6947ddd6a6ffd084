rule "person" {
  emits = "entity", label = "PERSON",
  match = [=[ [shape=Xxxx & pos=PROPN]{2} ]=],
}
rule "mask" {
  emits = "_mask",
  match = [=[ "Lena" "Orbak" "Street" ]=],
}
rule "r" {
  emits = "event", label = "MEET",
  match = [=[ match:<ent label=PERSON/> ]=],
  unless = { overlap = [=[ <_mask/> ]=] },
}
