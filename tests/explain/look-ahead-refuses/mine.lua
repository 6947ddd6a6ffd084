rule "r" {
  emits = "event", label = "MEET",
  match = [=[ act:[lemma=say] (?! "nothing") ]=],
}
