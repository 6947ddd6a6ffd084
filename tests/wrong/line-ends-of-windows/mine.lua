rule "meets" {
  emits = "event", label = "MEET",
  match = [=[ "met"
              [pos=NUON] ]=],
}
