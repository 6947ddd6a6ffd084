#!/bin/sh
# parallel.sh OUTPUT INPUT.jsonl [ARGUMENT…]: tags one big file of JSON Lines with GNU parallel, on this machine or many.
#
#   scripts/batch/parallel.sh out.jsonl corpus.jsonl -p news.en
#   PARALLEL='--sshloginfile nodes --jobs 16' scripts/batch/parallel.sh out.jsonl corpus.jsonl
#
# parallel cuts the file at line ends into blocks, gives each to a worker of its own (`obelus tag --jsonl -`), and keeps
# their answers in the order of the blocks. A worker that ends with another code than 0 is tried again, three times in
# all. OUTPUT is there whole or not at all, and has as many lines as INPUT. OBELUS is the program, OBELUS_BLOCK the size
# of a block (a minute's work is a good size; 100M).
#
# Records need an "id" of their own: where there is none, the answer tells the line's number in its block.
set -eu
[ $# -ge 2 ] || { echo "usage: parallel.sh OUTPUT INPUT.jsonl [ARGUMENT…]" >&2; exit 64; }
output=$1 input=$2
shift 2
obelus=${OBELUS-obelus}
trap 'rm -f "$output.part"' EXIT
parallel --will-cite --quote --pipe-part --arg-file "$input" --block "${OBELUS_BLOCK-100M}" --keep-order --retries 3 --halt now,fail=1 \
  "$obelus" tag --jsonl "$@" - >"$output.part"
in=$(wc -l <"$input") out=$(wc -l <"$output.part")
[ -z "$(tail -c 1 "$input")" ] || in=$((in + 1))
[ "$in" = "$out" ] || { echo "parallel.sh: $out answers to $in lines" >&2; exit 70; }
mv "$output.part" "$output"
