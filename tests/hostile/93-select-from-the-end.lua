-- expect: STEPS MEMORY ERROR too many results
local t = {}
for i = 1, 9999 do t[i] = i end
while true do select (-9999, table.unpack (t)) end
