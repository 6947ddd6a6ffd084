-- expect: ERROR this table cannot be changed
table.insert (string, "changed")
