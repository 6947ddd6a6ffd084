-- expect: ERROR rule exists only while a pack is loaded
-- mode: on_match
rule "hostile" { on_match = function (m) rule "late" {} end }
