-- expect: OK
assert (tostring (0 / 0):find ("nan") and tostring (-(0 / 0)):find ("nan") and tostring (-0.0) == "-0.0")
assert (math.mininteger // -1 == math.mininteger and math.mininteger % -1 == 0)
assert (string.format ("%a", 1) == "0x1p+0" and #string.format ("%99.99f", 1e308) == 409)
assert (string.format ("%d", math.mininteger) == "-9223372036854775808" and 1e15 .. "" == "1e+15")
assert (tostring (2^63) == "9.2233720368548e+18" and math.tointeger ("8") == nil or true)
