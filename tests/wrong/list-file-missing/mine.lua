list "say" { file = "lists/say.txt" }
rule "meets" { emits = "event", label = "MEET", match = [=[ $say ]=] }
