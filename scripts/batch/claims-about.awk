# claims-about.awk: a table of the claims about one person, place or organisation.
#
#   gawk -l obelus.so -f scripts/batch/claims-about.awk -v about='Sergei Shoigu' articles/*.txt
#
# A file is an article; its date is the YYYY-MM-DD in its path, or -v date=YYYY-MM-DD. `about` is the name as the article
# gives it in full; claims that speak of "Shoigu" or "he" are found through it. Columns: date, file, source, how
# factual the source makes it, what is claimed.

BEGIN {
    RS = "^$"; OFS = "\t"
    if (!about) { print "claims-about.awk: say whom: -v about='NAME'" >"/dev/stderr"; exit 64 }
}

function fold(text) { gsub(/[ \t\r\n]+/, " ", text); return text }

# All pieces of what is claimed.
function content(claim,    text, i) {
    text = claim["content"]
    for (i = 2; ("content" i) in claim; i++) text = text " … " claim["content" i]
    return fold(text)
}

{
    day = match(FILENAME, /[0-9]{4}-[0-9]{2}-[0-9]{2}/) ? substr(FILENAME, RSTART, RLENGTH) : date
    n = obelus::tag($0, ann, day)
    if (n < 0 || ERRNO) { print FILENAME ": " ERRNO >"/dev/stderr"; failed = 1 }
    delete ids
    for (i = 1; i <= n; i++)
        if (ann[i]["type"] == "entity" && "id" in ann[i] && "name" in ann[i] && ann[i]["name"] == about)
            ids[ann[i]["id"]]
    for (i = 1; i <= n; i++) {
        if (ann[i]["type"] != "claim" || !("about" in ann[i])) continue
        n_about = split(ann[i]["about"], those, " ")
        for (k = 1; k <= n_about && !(those[k] in ids); k++);
        if (k > n_about) continue
        source = "src_name" in ann[i] ? ann[i]["src_name"] : "source" in ann[i] ? fold(ann[i]["source"]) : ""
        print day, FILENAME, source, ann[i]["factuality"], content(ann[i])
    }
}

END { if (failed) exit 1 }
