rule "r" {
  emits = "event", label = "MEET",
  match = [=[ target:/\d+-\d+/ "vote" ]=],
}
