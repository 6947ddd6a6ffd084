macro "name" [=[ <ent/> ]=]
rule "meets" { emits = "event", label = "MEET", match = [=[ "met" ]=] }
