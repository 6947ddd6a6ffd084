-- expect: ERROR is assigned but not declared
local e = _ENV
for i = 1, 10 do table.insert ({}, i) end
e.string = nil
