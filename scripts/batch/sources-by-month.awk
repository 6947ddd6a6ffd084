# sources-by-month.awk: who is quoted most, month by month.
#
#   gawk -l obelus.so -f scripts/batch/sources-by-month.awk [-v top=10] articles/*.txt
#
# A file is an article; its date is the YYYY-MM-DD in its path, or -v date=YYYY-MM-DD. Columns: month, claims, source.
# A source is counted under the name that the article gives it ("Shoigu" as "Sergei Shoigu"); sources without a name
# ("officials") are left out.

BEGIN { RS = "^$"; OFS = "\t"; if (!top) top = 10 }

{
    day = match(FILENAME, /[0-9]{4}-[0-9]{2}-[0-9]{2}/) ? substr(FILENAME, RSTART, RLENGTH) : date
    n = obelus::tag($0, ann, day)
    if (n < 0 || ERRNO) { print FILENAME ": " ERRNO >"/dev/stderr"; failed = 1 }
    for (i = 1; i <= n; i++)
        if (ann[i]["type"] == "claim" && "src_name" in ann[i])
            count[day ? substr(day, 1, 7) : "unknown"][ann[i]["src_name"]]++
}

function by_count(i1, v1, i2, v2) { return v1 != v2 ? v2 - v1 : i1 < i2 ? -1 : i1 > i2 }

END {
    n_months = asorti(count, months)
    for (m = 1; m <= n_months; m++) {
        n = asorti(count[months[m]], names, "by_count")
        for (i = 1; i <= n && i <= top; i++) print months[m], count[months[m]][names[i]], names[i]
    }
    exit failed
}
