-- expect: ERROR getmetatable is not available
getmetatable ("").__index.upper = nil
