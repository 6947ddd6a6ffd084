rule "meets" { label = "MEET", match = [=[ "met" ]=] }
