#!/usr/bin/env python3
"""Train the part-of-speech tagger of plugin/lexicon/ob-tagger.c and write its model.

usage: train-tagger.py TRAIN.conllu DEV.conllu MODEL [--epochs N] [--seed N]

The model is an averaged perceptron (Collins 2002) that reads a sentence from left to right. The features are named
here and in ob-tagger.c alike; a feature is known by the 32-bit FNV-1a hash of its name. MODEL is, little endian:

  8 bytes   "OBTAG1\\0\\0"
  u32 n     number of slots, a power of two
  u32 scale weights are int8 / scale
  n times   u32 hash (0: free), found by linear probing from hash & (n - 1)
  n times   17 int8: the weights by tag, tags in alphabetical order of UD's 17

Needs numpy; training is not part of building Obelus.
"""
import argparse, random, struct, sys
from collections import Counter
import numpy as np

TAGS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
INDEX = {t: i for i, t in enumerate(TAGS)}
START = len(TAGS)                       # the "tag" before a sentence

def fold(word): return word.translate({0x2019: "'", 0x2018: "'", 0x2011: "-"})

def shape(word):
    out = []
    for c in word:
        k = "X" if c.isupper() else "x" if c.isalpha() else "d" if c.isdigit() else c
        if out[-3:] != [k] * 3: out.append(k)
    return "".join(out)

def read(path):
    sentence = []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line:
            if sentence: yield sentence
            sentence = []
        elif line[0] != "#":
            cell = line.split("\t")
            if cell[0].isdigit() and cell[3] in INDEX: sentence.append((fold(cell[1]), INDEX[cell[3]]))
    if sentence: yield sentence

def suffix(b, n): return b[-n:].decode("utf-8", "replace") if len(b) >= n else None

class Words:
    """The features that hang on one form, made once a form; hashes of them."""
    def __init__(self): self.cache = {}
    def get(self, word):
        got = self.cache.get(word)
        if got: return got
        low = "".join(c.lower() for c in word); b = low.encode(); sh = shape(word)
        own = [b"W:" + word.encode(), b"w:" + b, b"h:" + sh.encode()]
        own += [b"s%d:" % n + b[-n:] for n in (1, 2, 3, 4) if len(b) > n]
        own += [b"p%d:" % n + b[:n] for n in (2, 3) if len(b) > n]
        left = [b"l:" + b, b"lh:" + sh.encode()] + ([b"ls:" + b[-3:]] if len(b) > 3 else [])
        right = [b"r:" + b, b"rh:" + sh.encode()] + ([b"rs:" + b[-3:]] if len(b) > 3 else [])
        got = self.cache[word] = (b, sh.encode(), own, left, right, [b"ll:" + b], [b"rr:" + b])
        return got

def fixed_features(words, sentence):
    info = [words.get(w) for w, _ in sentence]
    out = []
    for i, (b, sh, own, *_ ) in enumerate(info):
        f = list(own)
        f += info[i - 1][3] if i else [b"l:<s>"]
        f += info[i + 1][4] if i + 1 < len(info) else [b"r:</s>"]
        if i > 1: f += info[i - 2][5]
        if i + 2 < len(info): f += info[i + 2][6]
        if i == 0: f.append(b"i:" + sh)
        f.append(b"lw:" + (info[i - 1][0] if i else b"<s>") + b" " + b)
        f.append(b"wr:" + b + b" " + (info[i + 1][0] if i + 1 < len(info) else b"</s>"))
        out.append(f)
    return out

def fnv(name):
    h = 0x811c9dc5
    for byte in name: h = (h ^ byte) * 0x01000193 & 0xffffffff
    return h or 1

class Model:
    def __init__(self):
        self.ids, self.n = {}, 0
        self.w = np.zeros((1 << 20, 17), np.float32); self.sum = np.zeros_like(self.w); self.last = np.zeros(1 << 20, np.int64)
    def id(self, name, grow):
        i = self.ids.get(name)
        if i is None and grow: i = self.ids[name] = self.n; self.n += 1
        return i
    def update(self, ids, good, bad, now):
        self.sum[ids] += self.w[ids] * (now - self.last[ids])[:, None]; self.last[ids] = now
        self.w[ids, good] += 1; self.w[ids, bad] -= 1

def dynamic(t2, t1, b): return (b"t1:%d" % t1, b"t2:%d %d" % (t2, t1), b"tw:%d " % t1 + b)

def tag(model_w, ids, sentence, words, fixed):
    tags, t2, t1 = [], START, START
    for (w, _), f in zip(sentence, fixed):
        d = [ids.get(x) for x in dynamic(t2, t1, words.get(w)[0])]
        rows = [x for x in f + d if x is not None]
        t2, t1 = t1, int(model_w[rows].sum(0).argmax()); tags.append(t1)
    return tags

def accuracy(weights, ids, data, words):
    right = total = 0; wrong = Counter()
    for s in data:
        fixed = [[x for x in (ids.get(n) for n in f) if x is not None] for f in fixed_features(words, s)]
        for (w, g), t in zip(s, tag(weights, ids, s, words, fixed)):
            total += 1; right += g == t
            if g != t: wrong[TAGS[g], TAGS[t]] += 1
    return 100 * right / total, wrong

def main():
    ap = argparse.ArgumentParser(usage=__doc__)
    ap.add_argument("train"); ap.add_argument("dev"); ap.add_argument("model")
    ap.add_argument("--epochs", type=int, default=8); ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    random.seed(a.seed)
    words, m = Words(), Model()
    data, dev = list(read(a.train)), list(read(a.dev))
    count = Counter(f for s in data for fs in fixed_features(words, s) for f in fs)
    prepared = [(s, [np.array([m.id(f, True) for f in fs if count[f] > 1 or f[:2] in (b"s3", b"s2", b"s1", b"h:")]) for fs in fixed_features(words, s)]) for s in data]
    now = 0
    for epoch in range(a.epochs):
        random.shuffle(prepared); wrong = total = 0
        for s, fixed in prepared:
            t2 = t1 = START
            for (w, gold), f in zip(s, fixed):
                rows = np.concatenate([f, [m.id(x, True) for x in dynamic(t2, t1, words.get(w)[0])]])
                guess = int(m.w[rows].sum(0).argmax()); now += 1; total += 1
                if guess != gold: m.update(rows, gold, guess, now); wrong += 1
                t2, t1 = t1, guess              # its own guesses, so that it learns to live with them
        print(f"epoch {epoch + 1}: {100 - 100 * wrong / total:.2f} % on its own way through the training part", file=sys.stderr)
    m.sum[:m.n] += m.w[:m.n] * (now - m.last[:m.n])[:, None]
    weights = m.sum[:m.n] / now
    print("dev, full: %.2f %%" % accuracy(weights, m.ids, dev, words)[0])
    strong = np.abs(weights).max(1)
    keep = strong > 0.35
    scale = 127 / np.abs(weights).max()
    small = np.clip(np.rint(weights * scale), -127, 127).astype(np.int8); small[~keep] = 0
    score, errors = accuracy(small.astype(np.float32), m.ids, dev, words)
    print("dev, quantised and pruned to %d features: %.2f %%" % (keep.sum(), score))
    print("commonest confusions (gold, guess):", errors.most_common(12))
    names = [n for n, i in m.ids.items() if keep[i]]
    size = 1
    while size < len(names) * 1.3: size *= 2
    hashes, table = [0] * size, np.zeros((size, 17), np.int8)
    for name in sorted(names):
        h = fnv(name); i = h & size - 1
        while hashes[i] not in (0, h): i = i + 1 & size - 1
        if hashes[i] == h: print("hash shared:", name, file=sys.stderr)
        hashes[i] = h; table[i] = small[m.ids[name]]
    with open(a.model, "wb") as out:
        out.write(b"OBTAG1\0\0" + struct.pack("<II", size, round(scale)))
        out.write(struct.pack("<%dI" % size, *hashes) + table.tobytes())

main()
