# A record for each annotation, while OBELUS_RECORDS says so; fields by their place, whatever FS is.
function put(text) { file = ENVIRON["OBELUS_SCRATCH"] "/document"; printf "%s", text >file; close(file) }
function show(text,    n) {
    put(text)
    while ((getline <file) > 0) { n++; print NF ": " $1 "|" $2 "|" $3 "|" $4 "|" $5 "|" $6 "|" $7 "|" $8 "|" $9 "|" $10 }
    close(file)
    print n + 0
}
BEGIN {
    put("one two\n")
    getline <file; print $2; close(file)
    OBELUS_RECORDS = 0
    getline <file; print $2; close(file)
    OBELUS_RECORDS = 1
    FS = ","
    show("Zoë Tarn said that it\trained in Kellmar.")
    show("")
    show("Kell\xffmar")
}
