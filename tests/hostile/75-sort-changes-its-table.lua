-- expect: OK
local t, calls = {}, 0
for i = 1, 500 do t[i] = (i * 7) % 500 end
table.sort (t, function (a, b)
  calls = calls + 1
  t[#t + 1], t[calls] = a, nil
  return a < b
end)
