rule "meets" {
  emits = "event", label = "MEET", match = [=[ act:"met" ]=], status = "stable",
}
