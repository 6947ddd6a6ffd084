rule "r" {
  emits = "event", label = "MEET",
  match = [=[ "mayor" []{0,2} act:"resigned" ]=],
}
