-- expect: ERROR unknown field '__index'
-- mode: on_match
rule "hostile" { on_match = function (m) return m.__index end }
