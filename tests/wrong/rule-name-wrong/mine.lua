rule "Meets Someone" { emits = "event", label = "MEET", match = [=[ "met" ]=] }
