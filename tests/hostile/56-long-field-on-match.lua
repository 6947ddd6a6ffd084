-- expect: ERROR is longer than
-- mode: on_match
rule "hostile" { on_match = function (m)
  m.stance = ("x"):rep (1 << 16)
end }
