-- expect: STEPS
-- mode: on_match
rule "hostile" { on_match = function () while true do end end }
