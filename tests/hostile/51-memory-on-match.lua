-- expect: STEPS MEMORY
-- mode: on_match
rule "hostile" { on_match = function (m)
  local kept = {}
  while true do kept[#kept + 1] = m.text .. #kept end
end }
