rule "meets" {
  emits = "event", label = "MEET",
  match = [=[ "met" ]=],
  unles = { before = [=[ "not" ]=] },
}
