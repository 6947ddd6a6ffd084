-- expect: ERROR invalid conversion
string.format ("%p", {})
