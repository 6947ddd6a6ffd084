-- expect: ERROR unknown field 'f1'
-- mode: on_match
rule "hostile" { on_match = function (m)
  for i = 1, 1e6 do m["f" .. i] = "x" end
end }
