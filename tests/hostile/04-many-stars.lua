-- expect: STEPS
local s = string.rep ("a", 4000)
return s:find ("a*a*a*a*a*a*a*a*b")
