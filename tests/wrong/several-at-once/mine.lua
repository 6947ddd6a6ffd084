-- Every mistake is told, not only the first; what is right is left alone.
list "say" [=[ say tell ]=]
rule "one" { emits = "event", label = "A", match = [=[ $sayy ]=] }
rule "two" { emits = "event", label = "B", match = [=[ [lemma in $say] # a comment
                                                       "that" ]=] }
rule "three" { emits = "event", label = "C", match = [=[ [lemm=be] [pos=NUON] ]=], unles = {} }
rule "two" { emits = "event", label = "D", match = [=[ "x" ]=] }
