-- luacheckrc: the names that rule files, modules, manifests and overlays may use, for luacheck and editors that run it.
-- tests/unit/test-lua.c holds the first list to the sandbox.
std = "obelus"
unused_args = false             -- on_match (m, doc) is given both
max_line_length = false         -- words of lists

local function fields (names)
  local members = {}
  for name in names:gmatch ("%S+") do members[name] = {} end
  return { fields = members }
end

stds.obelus = {
  read_globals = {
    "assert", "error", "ipairs", "pairs", "select", "tonumber", "tostring", "type",
    string = fields "byte char find format gmatch gsub len lower match rep reverse sub upper",
    table = fields "concat insert remove sort unpack",
    math = fields [[ abs acos asin atan ceil cos deg exp floor fmod huge log max maxinteger min mininteger modf pi rad sin sqrt
                     tan tointeger type ult ]],
    utf8 = fields "char charpattern codepoint codes len offset",
    -- while a pack is loaded
    "list", "macro", "rule", "gazetteer", "echo", "use",
  },
}
stds.manifest = {
  globals = {
    "format", "name", "version", "summary", "language", "license", "authors", "homepage", "requires", "depends", "emits",
    "tags", "rules", "lists", "tests", "quiet", "fields", "schema",
  },
}
stds.overlay = { read_globals = { "use", "disable", "select", "list", "patch", "output", "budget" } }
files["**/pack.lua"] = { std = "manifest" }
files["**/obelus.lua"] = { std = "overlay" }
