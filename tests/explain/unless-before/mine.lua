rule "r" {
  emits = "event", label = "MEET",
  match = [=[ act:[lemma=resign] ]=],
  unless = { before = [=[ "not" | "never" ]=] },
}
