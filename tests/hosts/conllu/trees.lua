-- Rules over the relations that CoNLL-U brings.
rule "said" {
  doc = "Who says what, by the tree alone.", emits = "event", label = "SAID",
  match = [=[ actor:<dep label=nsubj/> act:[lemma=say & dep=root] target:<dep label=ccomp/> ]=],
}
rule "subject" { doc = "A subject of saying.", emits = "event", label = "SUBJECT", match = [=[ [dep=nsubj & head.lemma=say] ]=] }
rule "passive" { doc = "nsubj:pass alone.", emits = "event", label = "PASSIVE", match = [=[ [dep="nsubj:pass" & head.pos=VERB] ]=] }
rule "any" { doc = "nsubj of every kind.", emits = "event", label = "ANY", match = [=[ [dep=nsubj] ]=] }
rule "shut" { doc = "The input's lemma.", emits = "event", label = "SHUT", match = [=[ [lemma=shut] ]=] }
rule "close" { doc = "Not ours.", emits = "event", label = "CLOSE", match = [=[ [lemma=close] ]=] }
rule "orphan" { doc = "A root has no head.", emits = "event", label = "ORPHAN", match = [=[ [head.word!=/.*/ & pos=VERB] ]=] }
