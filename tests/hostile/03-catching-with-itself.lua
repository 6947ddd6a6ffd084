-- expect: ERROR xpcall is not available
local function spin () while true do end end
xpcall (spin, spin)
