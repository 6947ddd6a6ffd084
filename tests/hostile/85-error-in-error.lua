-- expect: ERROR error value is a function
-- mode: on_match
rule "hostile" { on_match = function (m) error (error) end }
