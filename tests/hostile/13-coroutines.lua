-- expect: ERROR coroutine is not available
for i = 1, 10000000 do coroutine.wrap (function () end) () end
