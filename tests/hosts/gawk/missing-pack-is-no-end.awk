# run: gawk
# run: gawk -i obelus.awk
BEGIN {
    print obelus::use("no-such-pack"), ERRNO ~ /^obelus: .*no-such-pack/
    print obelus::use("tiny"), "ERRNO=" ERRNO
    print obelus::tag("Kellmar", ann)
    # A pack that does not load leaves what was loaded.
    print obelus::use("no-such-pack"), obelus::tag("Kellmar", ann)
}
