# run: gawk -i obelus.awk
BEGIN {
    print obelus::load("no-such-pack"), ERRNO ~ /^obelus: .*no-such-pack/
    print obelus::load("tiny"), obelus::tag("Kellmar", ann), ann[1]["rule"]
}
