-- expect: STEPS TIME MEMORY
local a, b = ("x"):rep (4000000) .. "a", ("x"):rep (4000000) .. "b"
local n = 0
while true do
  if a == b or a < b then n = n + 1 end
end
