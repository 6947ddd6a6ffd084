rule "r" {
  emits = "event", label = "MEET",
  match = [=[ act:[lemma=resign] ]=],
  on_match = function (m, doc) while true do end end,
}
