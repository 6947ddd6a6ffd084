-- expect: ERROR C stack overflow
-- mode: on_match
rule "hostile" { on_match = function (m)
  local function f (s) return (s:gsub (".", f)) end
  f ("x")
end }
