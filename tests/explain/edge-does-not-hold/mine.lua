rule "r" {
  emits = "event", label = "MEET",
  match = [=[ <s> act:[lemma=say] ]=],
}
