list "say" [=[ say ]=]
rule "meets" { emits = "claim", match = [=[ cue:$say ]=], set = { stance = "cue.$say.stanse" } }
