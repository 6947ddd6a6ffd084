rule "meets" { emits = "claim", match = [=[ cue:"met" ]=], set = { stance = "denied" } }
