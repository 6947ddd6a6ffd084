-- expect: STEPS
local t, i = {}, 0
while true do i = i + 1 t[2^53 + i] = true t[2^53 + i] = nil end
