-- gender.lua: f or m by the given name in a match, where no title told it before.
local gender = {}

function gender.tell (m, doc)
  if m.gender or (#m.match > 1 and doc:lookup ("$short_families", m.match:sub (1, 1))) then return end   -- Kim Jong-un
  local entry = doc:lookup ("$given-names", m.match) or doc:lookup ("$given-names-ambiguous", m.match)
  local is_given = entry and (#m.match == 1 or entry.span.last < m.match.last)          -- not a family name
  if is_given and entry.gender ~= "u" then m.gender = entry.gender end
end

return gender
