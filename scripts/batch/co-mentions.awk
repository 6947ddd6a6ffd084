# co-mentions.awk: who and what is named in the same articles.
#
#   gawk -l obelus.so -f scripts/batch/co-mentions.awk [-v labels='PERSON ORG GPE'] [-v top=50] articles/*.txt
#
# A file is an article. Columns: articles that name both, one name, the other; pairs of one article are left out unless
# -v least=1.

BEGIN {
    RS = "^$"; OFS = "\t"
    if (!top) top = 50
    if (!least) least = 2
    split(labels ? labels : "PERSON ORG GPE", list, " ")
    for (i in list) wanted[list[i]]
}

{
    n = obelus::tag($0, ann)
    if (n < 0 || ERRNO) { print FILENAME ": " ERRNO >"/dev/stderr"; failed = 1 }
    delete named
    for (i = 1; i <= n; i++)
        if (ann[i]["type"] == "entity" && ann[i]["label"] in wanted)
            named["name" in ann[i] ? ann[i]["name"] : ann[i]["text"]]
    n = asorti(named, names)
    for (i = 1; i < n; i++)
        for (k = i + 1; k <= n; k++) count[names[i] OFS names[k]]++
}

function by_count(i1, v1, i2, v2) { return v1 != v2 ? v2 - v1 : i1 < i2 ? -1 : i1 > i2 }

END {
    n = asorti(count, pairs, "by_count")
    for (i = 1; i <= n && i <= top && count[pairs[i]] >= least; i++) print count[pairs[i]], pairs[i]
    exit failed
}
