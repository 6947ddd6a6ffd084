rule "r" {
  emits = "event", label = "MEET",
  match = [=[ target:[word > 1900] "votes" ]=],
}
