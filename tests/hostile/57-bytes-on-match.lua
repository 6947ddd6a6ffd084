-- expect: ERROR is not UTF-8
-- mode: on_match
rule "hostile" { on_match = function (m)
  m.stance = "\xff\xfe"
end }
