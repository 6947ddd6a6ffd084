BEGIN {
    print obelus::tag("a\0 Kellmar", ann), ann[1]["start"], substr("a\0 Kellmar", ann[1]["start"], ann[1]["length"])
    print obelus::json("\0")
}
