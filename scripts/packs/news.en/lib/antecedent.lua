-- antecedent.lua: asks the engine to find whom a source means that names nobody: "he", "the paper".
local antecedent = {}

function antecedent.ask (m, doc)
  local source = m.source
  if not source or #source > 3 then return end
  local entry = doc:lookup ("$antecedents", source:sub (#source, #source))
  if not entry then return end
  local stands_alone = #source == 1
  if stands_alone == (entry.kind == "pronoun") and (stands_alone or source:lower (1) == "the") then
    m.antecedent = entry.antecedent
  end
end

return antecedent
