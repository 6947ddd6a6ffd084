-- expect: ERROR error value is a userdata
-- mode: on_match
rule "hostile" { on_match = function (m) error (m.match) end }
