BEGIN {
    print obelus::load("no-such-pack"), ERRNO ~ /^obelus: .*no-such-pack/
    print obelus::load("tiny"), "ERRNO=" ERRNO
    print obelus::tag("Kellmar", ann)
    # A pack that does not load leaves what was loaded.
    print obelus::load("no-such-pack"), obelus::tag("Kellmar", ann)
}
