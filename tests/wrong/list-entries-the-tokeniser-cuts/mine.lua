list "apps" { "A.P.L", "App#" }
rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ [word in $apps] ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
