-- expect: STEPS MEMORY TIME
local t = {}
for i = 1, 1e7 do t[i] = "w" .. i end
list "huge" (t)
