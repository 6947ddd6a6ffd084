-- expect: ERROR coroutine is not available
local c
for i = 1, 20000 do
  local inner = c
  c = coroutine.create (function () local x <close> = inner; coroutine.yield () end)
end
