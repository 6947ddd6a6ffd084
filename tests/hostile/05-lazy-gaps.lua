-- expect: STEPS
local s = string.rep ("x", 100000)
return s:find (".-.-.-.-b")
