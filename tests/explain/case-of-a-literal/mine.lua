rule "r" {
  emits = "event", label = "MEET",
  match = [=[ target:"US" "troops" ]=],
}
