echo "later" { of = "PERSN", part = "last", emits = "entity", label = "PERSON" }
rule "person" { emits = "entity", label = "PERSON", match = [=[ [shape=Xxxx] [shape=Xxxx] ]=] }
