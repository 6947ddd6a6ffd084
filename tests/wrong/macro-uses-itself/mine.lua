macro "a" [=[ "x" @a ]=]
rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ @a ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
