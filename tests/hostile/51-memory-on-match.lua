-- expect: STEPS MEMORY
-- mode: on_match
local kept = {}
rule "hostile" { on_match = function (m)
  while true do kept[#kept + 1] = m.text .. #kept end
end }
