"""spacy_rules.py FILE NAMES PATTERNS: spaCy's blank English pipeline with an EntityRuler of NAMES (one a line) and a Matcher
of PATTERNS (JSON, as Matcher.add takes them, by name), over every paragraph; prints what was found, and the seconds
without loading."""
import json
import sys
import time

import spacy
from spacy.matcher import Matcher

nlp = spacy.blank("en")
nlp.max_length = 10**9
names = [line.rstrip("\n") for line in open(sys.argv[2], encoding="utf-8")]
ruler = nlp.add_pipe("entity_ruler")
ruler.add_patterns([{"label": "NAME", "pattern": name} for name in names])
matcher = Matcher(nlp.vocab)
for name, patterns in json.load(open(sys.argv[3], encoding="utf-8")).items():
    matcher.add(name, patterns, greedy="LONGEST")
paragraphs = open(sys.argv[1], encoding="utf-8").read().split("\n")
started = time.process_time()
entities = matches = 0
for doc in nlp.pipe(paragraphs):
    entities += len(doc.ents)
    matches += len(matcher(doc))
print(json.dumps({"entities": entities, "matches": matches, "seconds": time.process_time() - started}))
