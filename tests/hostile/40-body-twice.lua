-- expect: ERROR has a body already
local body = rule "twice"
body {}
body {}
