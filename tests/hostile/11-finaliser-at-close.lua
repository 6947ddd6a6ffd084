-- expect: ERROR setmetatable is not available
keep = setmetatable ({}, { __gc = function () while true do end end })
