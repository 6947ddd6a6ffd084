-- expect: ERROR result too long
return string.rep ("", 1 << 60)
