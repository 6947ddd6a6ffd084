-- expect: ERROR attempt to index a string value
local s = "x"
s.upper = function () return "changed" end
