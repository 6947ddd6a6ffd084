-- expect: ERROR error value is a nil
error (nil)
