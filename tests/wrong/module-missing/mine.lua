local names = use "names"
rule "meets" { emits = "event", label = "MEET", match = [=[ "met" ]=] }
