rule "r" {
  emits = "event", label = "MEET",
  match = [=[ "in" place:[shape=Xxxx] ]=],
}
