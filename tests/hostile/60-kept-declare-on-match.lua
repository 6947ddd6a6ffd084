-- expect: ERROR only while a pack is loaded
-- mode: on_match
local kept, body = rule, rule "unused"
rule "hostile" { on_match = function (m) kept "late" {} end }
