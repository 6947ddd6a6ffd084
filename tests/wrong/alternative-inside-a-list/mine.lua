list "say" [=[ say tell ]=]
rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ ( $say "that" | "told" "that" ) ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
