# run: LC_ALL=C gawk
# run: LC_ALL=C.UTF-8 gawk -b
# run: LC_ALL=C.UTF-8 gawk
# start and length are good for substr, however gawk counts.
BEGIN {
    text = "Zoë Tarn said that it rained in Kellmar."
    n = obelus::tag(text, ann)
    for (i = 1; i <= n; i++)
        print ann[i]["text"], substr(text, ann[i]["start"], ann[i]["length"]) == ann[i]["text"]
    print match(text, "Kellmar") == ann[3]["start"], RLENGTH == ann[3]["length"]
}
