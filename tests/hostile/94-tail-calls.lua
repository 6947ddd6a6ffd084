-- expect: STEPS
local function a () return a () end
a ()
