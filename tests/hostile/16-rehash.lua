-- expect: STEPS TIME MEMORY
local t = {}
for i = 1, 128000 do t["k" .. i] = i end
while true do
  for i = 1, 128000 do t["k" .. i] = nil end
  for i = 1, 128000 do t["j" .. i] = i end
end
