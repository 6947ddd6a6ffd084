# run: GAWK_PERSIST_FILE=$scratch/heap.pma gawk
# stderr: persistent memory
BEGIN { print "not reached" }
