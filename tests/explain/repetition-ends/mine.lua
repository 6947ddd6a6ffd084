rule "r" {
  emits = "event", label = "MEET",
  match = [=[ "very"{2} act:"old" ]=],
}
