rule "meets" { emits = "entitty", label = "PERSON", match = [=[ "met" ]=] }
