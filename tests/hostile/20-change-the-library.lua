-- expect: ERROR string cannot be changed
string.upper = function () return "changed" end
