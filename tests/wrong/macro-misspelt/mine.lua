macro "source" [=[ <ent label=PERSON/> ]=]
rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ @soruce "said" ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
