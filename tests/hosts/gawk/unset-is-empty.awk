BEGIN {
    print obelus::tag(unset, ann, also_unset), "ERRNO=" ERRNO
    print obelus::json(nothing, never)
}
