-- expect: STEPS MEMORY
local s = "xx"
while true do s = s:gsub ("x", "xx") end
