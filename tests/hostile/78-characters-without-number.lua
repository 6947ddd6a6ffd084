-- expect: STEPS MEMORY TIME ERROR too many results
local points = {}
for i = 1, 9000 do points[i] = 0x10FFFF end
local s = ""
while true do s = s .. utf8.char (table.unpack (points)) end
