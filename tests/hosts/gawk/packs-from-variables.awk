# run: OBELUS_PACKS= gawk -v OBELUS_PACKS=tiny
# run: OBELUS_PACKS=no-such-pack gawk -v OBELUS_PACKS=tiny
# run: OBELUS_PACKS=tiny gawk
BEGIN { print obelus::tag("Kellmar", ann), ann[1]["rule"] }
