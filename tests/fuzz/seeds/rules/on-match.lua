list "towns" [=[ Kellmar "Port Ansel" ]=]
macro "gap(max)" [=[ [word!="."]{0,$max} ]=]
rule "opens" {
  emits = "claim", status = "test", over = { "towns" },
  match = [=[ source:<ent/> @gap(3) cue:[lemma=open | lemma=say] content:( []{1,3} )? :: source.word != cue.word ]=],
  unless = { before = [=[ "if" ]=], sentence = [=[ "never" ]=] },
  set = { stance = "assert" },
  on_match = function (m, doc)
    local t = {}
    for i, word in m.cue:words () do t[#t + 1] = ("%s-%d"):format (word:upper (), i) end
    if doc:lookup ("$towns", m.source) then return nil, table.concat (t, " ") end
    m:capture ("content", doc:span (1, #doc))
    m.certainty = #t > 1 and "certain" or "possible"
    return m
  end,
  examples = { hit = { "{source:Kellmar} {cue:opened} {content:it}." }, miss = { "It rained." } },
}
gazetteer "towns" { list = "towns", emits = "entity", label = "GPE" }
echo "later" { of = "GPE", part = "last", emits = "entity", label = "GPE" }
