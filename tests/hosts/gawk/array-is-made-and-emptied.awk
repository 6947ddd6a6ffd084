function local(    found) { return obelus::tag("Kellmar", found) ":" found[1]["text"] }
BEGIN {
    ann["left"] = "over"
    print obelus::tag("Kellmar and Port Ansel", ann), length(ann), ("left" in ann)
    print obelus::tag("Nothing here.", ann), length(ann)
    print local()
    # An element of the very array that is emptied.
    ann["text"] = "It rained in Port Ansel."
    print obelus::tag(ann["text"], ann), ann[1]["text"]
    # A sub-array.
    print obelus::tag("Kellmar", deep["x"]), deep["x"][1]["label"]
}
