rule "meets" { emits = "event", label = "MEET", match = [=[ "met" ]=] }
rule "meets" { emits = "event", label = "MEET", match = [=[ "saw" ]=] }
