rul "meets" { emits = "event", label = "MEET", match = [=[ "met" ]=] }
