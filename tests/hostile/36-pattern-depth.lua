-- expect: ERROR pattern too complex
local s = ("x"):rep (1000)
return s:find (("x?"):rep (1000) .. "y")
