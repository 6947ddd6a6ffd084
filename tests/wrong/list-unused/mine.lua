list "say" [=[ say tell ]=]
rule "meets" { emits = "event", label = "MEET", match = [=[ "met" ]=] }
