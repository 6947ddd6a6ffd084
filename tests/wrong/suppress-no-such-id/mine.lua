-- suppress: OB999
rule "meets" { emits = "event", label = "MEET", match = [=[ "met" ]=] }
