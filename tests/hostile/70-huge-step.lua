-- expect: STEPS
for i = math.mininteger, math.maxinteger, math.maxinteger do end
for i = 1, math.huge, 1e-9 do end
