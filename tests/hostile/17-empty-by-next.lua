-- expect: ERROR next is not available
local t = {}
for i = 1, 300000 do t[i .. ""] = true end
while true do
  local k = next (t)
  if k == nil then break end
  t[k] = nil
end
