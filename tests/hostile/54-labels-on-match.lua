-- expect: ERROR is not written out
-- mode: on_match
rule "hostile" { on_match = function (m)
  for i = 1, 1e6 do m.label = "L" .. i end
end }
