# obelus.awk: the extension with its function load, for gawk -i obelus.awk or @include "obelus.awk".
#
# An extension may not call a function `load` itself: gawk keeps the word for @load.

@load "obelus.so"
@namespace "obelus"

# n = obelus::load(pack, …): loads up to eight packs in place of those loaded before; -1 and ERRNO on error.
function load(pack, p2, p3, p4, p5, p6, p7, p8)
{
    return use(pack, p2, p3, p4, p5, p6, p7, p8)
}
