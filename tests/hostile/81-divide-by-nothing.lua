-- expect: ERROR attempt to divide by zero
return 1 // 0
