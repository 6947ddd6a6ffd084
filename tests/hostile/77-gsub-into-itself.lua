-- expect: STEPS MEMORY ERROR C stack overflow
local n = 0
local function again (s) n = n + 1 return (s .. s):gsub ("%a", again, 2) end
again ("ab")
