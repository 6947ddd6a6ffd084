rule "meets" { emits = "event", label = "MEET", match = [=[ "met" ]=], over = { "meetz" } }
rule "meet" { emits = "event", label = "MEET", match = [=[ "meet" ]=] }
