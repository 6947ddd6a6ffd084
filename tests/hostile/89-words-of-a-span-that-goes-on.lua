-- expect: STEPS
-- mode: on_match
rule "hostile" { on_match = function (m)
  while true do for i, word in m.match:words () do m.stance = word end end
end }
