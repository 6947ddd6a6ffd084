# Every field of every annotation, in a fixed order.
BEGIN {
    PROCINFO["sorted_in"] = "@ind_str_asc"
    n = obelus::tag("Zoë Tarn said that it rained in Kellmar.", ann)
    print n, length(ann), "ERRNO=" ERRNO
    for (i = 1; i <= n; i++)
        for (key in ann[i])
            print i, key, ann[i][key]
}
