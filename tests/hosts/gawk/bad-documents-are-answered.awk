BEGIN {
    print obelus::tag("Kell\xffmar", ann), length(ann)
    print ERRNO ~ /^obelus: bad_utf8: /
    print obelus::json("a\xff", "x") ~ /^\{"id":"x","error":\{"code":"bad_utf8","message":"/
    print obelus::json("a", "x", "May") ~ /^\{"id":"x","error":\{"code":"bad_date","message":"/, ERRNO ~ /^obelus: bad_date: /
    print obelus::tag("Kellmar", ann), "ERRNO=" ERRNO
}
