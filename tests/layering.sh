#!/bin/sh
# layering.sh SOURCE-ROOT: fails on an include that climbs: a folder of plugin/ may include only itself and the floors
# below it, Lua's headers belong to one floor and gawk's to one host, and hosts other than the command line see nothing
# but obelus.h. TAP.
cd "$1/plugin" || exit 1
floors="base text lexicon match core lua pack io host"

awk -v floors="$floors" '
  function fail(why) { failures[floor] = failures[floor] "\n# " FILENAME ":" FNR ": " why }
  BEGIN { n = split(floors, names, " "); for (i = 1; i <= n; i++) height[names[i]] = i }
  FNR == 1 { floor = FILENAME; sub(/\/.*/, "", floor); seen[floor]++ }
  !/^[ \t]*#[ \t]*include[ \t]*["<]/ { next }
  {
    path = $0
    sub(/^[^"<]*["<]/, "", path)
    sub(/[">].*/, "", path)
    is_ours = /"/
    target = path
    sub(/\/.*/, "", target)
    if (is_ours && target in height && height[target] > height[floor]) fail("climbs to " path)
    if (is_ours && target != path && !(target in height)) fail("no such floor: " path)
    if (path ~ /^(lua|lauxlib|lualib)\.h$/ && floor != "lua") fail(path " outside lua/")
    if (path == "gawkapi.h" && FILENAME !~ /^host\/gawk\//) fail(path " outside host/gawk/")
    if (path == "obelus.h" && floor != "host") fail(path " below the hosts")
    if (is_ours && path != "obelus.h" && path !~ /^host\/gawk\// && FILENAME ~ /^host\// && FILENAME !~ /^host\/cli\//) fail("hosts include obelus.h only")
  }
  END {
    print "1.." n
    for (i = 1; i <= n; i++) {
      if (!seen[names[i]]) failures[names[i]] = "\n# no file seen"
      is_bad = names[i] in failures
      print (is_bad ? "not " : "") "ok " i " - " names[i] " includes itself and floors below" failures[names[i]]
      bad += is_bad
    }
    exit bad > 0 ? 1 : 0
  }' $(find $floors -name '*.[ch]' | LC_ALL=C sort)
