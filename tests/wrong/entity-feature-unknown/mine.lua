rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ <ent contry=RU/> "said" ]=],
  examples = { hit = "{match:x}", miss = "y" },
}

rule "person" {
  emits = "entity", label = "PERSON",
  match = [=[ [shape=Xxxx] [shape=Xxxx] ]=],
}
