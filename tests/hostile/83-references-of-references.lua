-- expect: STEPS ERROR too many captures
local s = ("a"):rep (60000)
return s:find ("(a*)%1%1%1b") or s:find (("(a*)"):rep (33))
