rule "meets" { emits = "entity", match = [=[ "met" ]=] }
