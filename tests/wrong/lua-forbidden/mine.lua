local f = io.open ("x")
rule "meets" { emits = "event", label = "MEET", match = [=[ "met" ]=] }
