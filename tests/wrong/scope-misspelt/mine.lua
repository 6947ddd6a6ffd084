rule "meets" { emits = "event", label = "MEET", scope = "paragraph", match = [=[ "met" ]=] }
