-- expect: ERROR span expected
-- mode: on_match
rule "hostile" { on_match = function (m, doc) m.match.word (doc, 1) end }
