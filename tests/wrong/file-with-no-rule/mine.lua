list "say" [=[ say ]=]
