-- expect: ERROR cannot be changed any more
-- mode: on_match
local seen = {}
rule "hostile" { on_match = function (m) seen[#seen + 1] = m.text return m end }
