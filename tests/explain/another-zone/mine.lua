rule "r" {
  emits = "event", label = "MEET",
  match = [=[ act:[lemma=resign] ]=],
  zones = { "title" },
}
