-- suppress: OB204
rule "meets" { emits = "event", label = "MEET", match = [=[ "met" ]=] }
