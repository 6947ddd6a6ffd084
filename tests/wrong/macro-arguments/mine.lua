macro "gap(n)" [=[ [word!="."]{0,$n} ]=]
rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ @gap "said" ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
