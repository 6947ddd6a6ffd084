BEGIN {
    scalar = 1
    print obelus::tag("Kellmar", scalar), ERRNO
    list["x"]
    print obelus::json(list), ERRNO
}
