-- expect: ERROR assigned to '_ENV'
-- mode: on_match
rule "hostile" { on_match = function (m) _ENV = { m = m } return m end }
