rule "meets" {
  emits = "event", label = "MEET",
  match = [=[ "met" "with" ]=],
  unless = { overlap = [=[ "met" ]=] },
}
