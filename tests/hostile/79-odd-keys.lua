-- expect: ERROR index is NaN
local t = {}
t[-0.0] = 1
t[0] = 2
assert (t[0.0] == 2 and #t == 0 and t[1e308 * 10] == nil)
t[0 / 0] = 1
