list "say" [=[ say tell warn ]=]
rule "r" {
  emits = "event", label = "MEET",
  match = [=[ "they" act:[lemma in $say] "that" ]=],
}
