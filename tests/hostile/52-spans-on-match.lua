-- expect: STEPS MEMORY
-- mode: on_match
rule "hostile" { on_match = function (m, doc)
  while true do doc:span (1, #doc) end
end }
