rule "r" {
  emits = "event", label = "MEET",
  match = [=[ "prime" "minister" act:"met" ]=],
}
