-- expect: STEPS TIME
local s = ("x"):rep (4000000)
while true do utf8.len (s) end
