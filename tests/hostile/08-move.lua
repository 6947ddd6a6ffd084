-- expect: ERROR table.move is not available
table.move ({}, 1, math.maxinteger - 1, 2)
