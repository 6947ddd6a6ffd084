rule "r" {
  emits = "event", label = "MEET",
  match = [=[ "mayor" []*? act:"resigned" ]=],
  max = 4,
}
