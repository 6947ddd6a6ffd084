list "shops" { "ikea ab", "lidl" }
rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ [word in $shops] ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
