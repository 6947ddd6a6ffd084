list "say" [=[ say ]=]
list "say" [=[ tell ]=]
rule "meets" { emits = "event", label = "MEET", match = [=[ $say ]=] }
