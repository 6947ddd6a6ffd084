rule "r" {
  emits = "event", label = "MEET",
  match = [=[ act:[lemma=resign] ]=],
  on_match = function (m, doc) return nil, "on Mondays only" end,
}
