-- expect: STEPS
while true do end
