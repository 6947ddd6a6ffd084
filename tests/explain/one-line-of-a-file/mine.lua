rule "r" {
  emits = "event", label = "MEET",
  match = [=[ actor:"mayor" act:[lemma=resign] ]=],
}
