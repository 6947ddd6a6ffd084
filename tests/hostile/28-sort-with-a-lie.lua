-- expect: OK
local t = {}
for i = 1, 1000 do t[i] = i % 7 end
table.sort (t, function () return true end)
table.sort (t, function () return false end)
table.sort (t)
for i = 2, #t do assert (t[i - 1] <= t[i]) end
