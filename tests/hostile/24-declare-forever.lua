-- expect: STEPS MEMORY
local i = 0
while true do
  i = i + 1
  list ("l" .. i) ("word")
end
