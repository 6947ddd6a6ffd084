-- expect: STEPS MEMORY ERROR C stack overflow
local t = { 3, 1, 2 }
local function less (a, b) table.sort (t, less) return a < b end
less (1, 2)
