rule "meets" {
  emits = "event", label = "MEET",
  Match = [=[ "met" ]=],
}
