rule "meets" { emits = "event", label = "MEET", match = [=[ "met" "met"{2,1} ]=] }
