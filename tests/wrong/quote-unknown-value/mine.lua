rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ [quote=double] "said" ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
