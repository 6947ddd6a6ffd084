-- Правило
list "say" [=[ сказал ]=]
rule "meets" { emits = "event", label = "MEET", match = [=[ $say ]=] }
