#!/usr/bin/env python3
"""Write the list common-words of the news.en pack: words that are words, so that a capital makes no name of them.

    count-words.py POS-TRAIN.conllu CLAIMS-TRAIN.jsonl > lists/common-words.txt

A word is common that stands in lower case at least MIN times, and inside a sentence at least three times as often in
lower case as with a capital. Only single words are kept, no sentence.
"""
import json
import re
import sys
from collections import Counter

MIN = 4
small, capital = Counter(), Counter()


def count(words):
    """The words of one sentence; the first tells nothing."""
    for word in words[1:]:
        if re.fullmatch(r"[a-z]{3,}", word):
            small[word] += 1
        elif re.fullmatch(r"[A-Z][a-z]{2,}", word):
            capital[word.lower()] += 1


sentence = []
with open(sys.argv[1], encoding="utf-8") as f:
    for line in f:
        cells = line.split("\t")
        if len(cells) > 3 and cells[0].isdigit():
            sentence.append(cells[1])
        elif not line.strip():
            count(sentence)
            sentence = []
with open(sys.argv[2], encoding="utf-8") as f:
    for line in f:
        for piece in re.split(r"[.!?:;”“\"\n]+", json.loads(line)["text"]):
            count(re.findall(r"\w+", piece))

print("""-- Words that are words: a capital alone makes no name of them ("Former", "Supporters", "Mining").
-- Origin: counted over the training parts of UD English EWT (Silveira et al., LREC 2014) and PolNeAR (Newell, Margolin and
-- Ruths, LREC 2018); no sentence is contained. Written by count-words.py: change that script, not this list.
-- Licence: counts and single words are facts and carry no licence of their own; this selection is CC-BY-4.0.""")
for word in sorted(w for w, n in small.items() if n >= MIN and n >= 3 * capital[w]):
    print(word)
