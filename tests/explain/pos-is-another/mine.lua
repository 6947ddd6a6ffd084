rule "r" {
  emits = "event", label = "MEET",
  match = [=[ "the" act:[lemma=walk & pos=VERB] ]=],
}
