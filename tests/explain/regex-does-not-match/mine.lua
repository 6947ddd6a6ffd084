rule "r" {
  emits = "event", label = "MEET",
  match = [=[ "on" target:/\d{4}/ "men" ]=],
}
