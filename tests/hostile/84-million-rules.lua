-- expect: STEPS MEMORY TIME
for i = 1, 1000000 do rule ("r" .. i) { match = "x" } end
