-- expect: ERROR xxxx
error (("x"):rep (1 << 20))
