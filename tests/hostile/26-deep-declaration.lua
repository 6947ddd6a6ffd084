-- expect: ERROR nested more than
local t = {}
for i = 1, 1000 do t = { t } end
list "deep" (t)
