-- expect: ERROR no such word
-- mode: on_match
rule "hostile" { on_match = function (m, doc) return doc:span (1, 1000) end }
