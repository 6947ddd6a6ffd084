-- expect: ERROR more than
-- mode: on_match
rule "hostile" { on_match = function (m)
  while true do m:add ("content", m.match) end
end }
