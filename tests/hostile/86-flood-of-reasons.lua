-- expect: OK
-- mode: on_match
rule "hostile" { on_match = function (m) return nil, ("because "):rep (30000) end }
