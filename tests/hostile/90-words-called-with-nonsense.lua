-- expect: ERROR number expected
-- mode: on_match
rule "hostile" { on_match = function (m)
  local next_word, span = m.match:words ()
  next_word (span, math.mininteger)
  next_word (span, "x")
end }
