-- expect: ERROR an iterator that was made while
-- mode: on_match
local turn = string.gmatch ("first second third", "%a+")
rule "hostile" { on_match = function (m) m.stance = turn () return m end }
