BEGIN {
    print obelus::json("Kellmar.")
    print obelus::json("Rain.", "a\"b")
    print obelus::json("Rain.", 7)
    print obelus::json("Rain.", 7.5)
    print obelus::json("Zoë Tarn", "é", "2026-03-16")
}
