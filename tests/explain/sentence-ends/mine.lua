rule "r" {
  emits = "event", label = "MEET",
  match = [=[ "resigned" "." "he" ]=],
}
