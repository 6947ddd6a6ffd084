rule "one" { emits = "event", label = "MEET", match = [=[ "met" ]=], over = { "two" } }
rule "two" { emits = "event", label = "MEET", match = [=[ "met" ]=], over = { "one" } }
