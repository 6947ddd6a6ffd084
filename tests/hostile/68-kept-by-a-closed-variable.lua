-- expect: ERROR got a non-closable value
-- mode: on_match
local made = { "a" }
rule "hostile" { on_match = function (m)
  do local x <close> = made end
  return m
end }
