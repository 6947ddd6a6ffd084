-- expect: ERROR error value is a table
local t = {}
t.t = t
error (t)
