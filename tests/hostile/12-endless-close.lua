-- expect: ERROR variable 'x' got a non-closable value
local x <close> = {}
error ("unwind")
