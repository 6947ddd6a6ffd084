rule "r" {
  emits = "event", label = "MEET",
  match = [=[ act:[lemma=resign] ]=],
  unless = { after = [=[ "yesterday" ]=] },
}
