-- What stock Lua gives in an order or a form that differs from run to run, host to host or locale to locale.
local made = { "Istanbul", "zebra", "äther", "Zoo", "ı", "i", "I", "õun", "vana", "wana", [100] = "hundred", [2.5] = "half" }
for i = 1, 60 do made["key" .. i] = i end

local function tell ()
  local keys, words = {}, { "zebra", "Zoo", "äther", "õun", "vana", "wana", "i", "I", "İ", "ı" }
  for key in pairs (made) do keys[#keys + 1] = tostring (key) end
  table.sort (words)
  return table.concat ({ table.concat (keys, " "), table.concat (words, " "), tostring ({}), tostring (tell),
    ("Iiİı"):lower (), ("Iiİı"):upper (), 1.5 .. "", string.format ("%.2f %g", 1234.5, 0.1),
    tostring ("ä" < "z"), tostring ("a" < "B"), tostring (tonumber ("1,5")), tostring (tonumber ("1.5")),
    ("ä b"):gsub ("%a", "."), (("x"):rep (3)) }, "|")
end

rule "tells" {
  doc   = "Tells what the sandbox shows of its surroundings: nothing.",
  emits = "word",
  match = [=[ "said" ]=],
  on_match = function (m) m.told = tell () return m end,
  examples = { hit = { "She {match:said} it.", "He {match:said} it rained." }, miss = { "She spoke.", "He sang." } },
}

rule "counts" {
  doc   = "Counts its matches, which is refused: a document must not see the ones before it.",
  emits = "word",
  match = [=[ "the" ]=],
  on_match = (function ()
    local n = 0
    return function (m) n = n + 1 m.count = n return m end
  end) (),
  examples = { miss = { "She spoke.", "He sang." } },
}

rule "remembers" {
  doc   = "Stops when memory is spent, at the same place whatever came before.",
  emits = "word",
  match = [=[ "and" ]=],
  on_match = function (m)
    local s, t, n = ("x"):rep (1000), {}, 0
    while #t == n do n = n + 1 t[n] = s .. n end
  end,
  examples = { miss = { "She spoke.", "He sang." } },
}
