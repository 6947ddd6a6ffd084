list "say" [=[ -- say ]=]
rule "meets" { emits = "event", label = "MEET", match = [=[ $say ]=] }
