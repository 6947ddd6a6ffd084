-- expect: ERROR it must return the match
-- mode: on_match
rule "hostile" { on_match = function (m) return 42 end }
