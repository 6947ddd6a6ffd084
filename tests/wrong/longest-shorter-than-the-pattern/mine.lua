rule "meets" {
  emits = "event", label = "MEET", max = 2,
  match = [=[ "met" "with" "them" ]=],
}
