list "say" [=[ say tell say ]=]
rule "meets" { emits = "event", label = "MEET", match = [=[ $say ]=] }
