-- expect: ERROR assigned to 'seen'
-- mode: on_match
local seen = 0
rule "hostile" { on_match = function (m) seen = seen + 1 return m end }
