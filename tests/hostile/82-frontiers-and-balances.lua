-- expect: STEPS
local s = ("("):rep (50000)
return s:find ("%b()%f[%w]%b()")
