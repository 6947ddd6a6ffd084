BEGIN {
    print obelus::tag("Roundabout in Kellmar.", ann), ann[1]["text"]
    print ERRNO ~ /^obelus: incomplete: steps: tiny\/never-ends@1: .*tiny\.lua:[0-9]+: /
    print obelus::json("Roundabout in Kellmar.") ~ /"incomplete":\[\{"code":"steps","rule":"tiny\/never-ends@1","file":"/
}
