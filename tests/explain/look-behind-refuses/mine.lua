rule "r" {
  emits = "event", label = "MEET",
  match = [=[ (?<! "not") act:[lemma=say] ]=],
}
