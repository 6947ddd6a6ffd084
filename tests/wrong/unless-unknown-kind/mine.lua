rule "meets" {
  emits = "event", label = "MEET",
  match = [=[ "met" ]=],
  unless = { preceded = [=[ "not" ]=] },
}
