rule "r" {
  emits = "event", label = "MEET",
  match = [=[ act:[idx=1 & lemma=meet] ]=],
}
