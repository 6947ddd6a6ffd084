-- expect: ERROR nested more than
local t = {}
t[1] = t
list "cyclic" (t)
