rule "r" {
  emits = "event", label = "MEET",
  match = [=[ actor:[pos=PROPN] "met" target:[pos=PROPN] :: actor.word = target.word ]=],
}
