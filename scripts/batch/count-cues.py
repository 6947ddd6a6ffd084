#!/usr/bin/env python3
"""Count the cues of annotated claims: which lemmas head them, how often, and what follows.

usage: count-cues.py TRAINING.jsonl [--kind verb|noun|passive|adjective|adverb|all] [--min N]
       count-cues.py TRAINING.jsonl --list LIST.txt [--kind KIND]            counts for the entries of a list
       count-cues.py TRAINING.jsonl --list LIST.txt [--kind KIND] --rewrite  and put them in its column "strength"
       count-cues.py TRAINING.jsonl --list LIST.txt --frames                 the list of strengths a frame instead

TRAINING is JSON Lines, a document a line: {"text", "claims": [{"source", "cue", "content"}]}, each role a
list of [start, end] ranges in code points. Offered: a table (tab separated) of
  lemma  kind  heads  total  share  strength  frames (annotated/all)  order
heads     occurrences that are the head of an annotated cue
total     all occurrences of the lemma's forms in that part of speech, outside direct quotations and outside contents
          (the corpus annotates no claim inside another's content)
strength  100 * (heads + K * prior) / (total + K): the share smoothed towards the kind's prior
frames    what follows the head: that quote to obj_to whether ing as of for about against on in with
          it (a pronoun) bare (anything else) end (punctuation); "that 31/40" = 31 of 40 are annotated
order     S C X = source, cue, content in text order; - = no source

Forms are generated from lemmas, and the part of speech of an ambiguous form is guessed from its neighbours:
the figures are good enough to rank evidence, no more. Refused: entries without a form in the text keep the
prior. Nothing but counts is printed: no sentence of the training data leaves it. Standard library only."""
import argparse, collections, json, re, sys

K, PRIOR = 6.0, {"verb": 0.45, "noun": 0.12, "passive": 0.40, "adjective": 0.30, "adverb": 0.25}
TOKEN = re.compile(r"``|''|\.\.\.|[^\W_]+(?:[.\-][^\W_]+)*|[^\w\s]|_")
CLITIC = {"s", "re", "ve", "ll", "d", "m", "t"}

IRREGULAR = {l.split()[0]: l.split()[1:] for l in """
be is are was were been being am|bear bore borne|beat beat beaten|become became become|begin began begun|bet bet
bind bound|break broke broken|bring brought|broadcast broadcast|build built|buy bought|cast cast|catch caught
choose chose chosen|come came come|cut cut|deal dealt|do did done does|draw drew drawn|dream dreamt|drive drove driven
eat ate eaten|fall fell fallen|feel felt|fight fought|find found|fling flung|forbid forbade forbidden|forecast forecast
foresee foresaw foreseen|foretell foretold|forget forgot forgotten|forgive forgave forgiven|get got gotten|give gave given
go went gone goes|grow grew grown|have had has having|hear heard|hit hit|hold held|keep kept|know knew known|lay laid
lead led|leave left|lend lent|let let|lie lied lying|lose lost|make made|mean meant|meet met|mislead misled
misspeak misspoke misspoken|misunderstand misunderstood|overstate overstated|pay paid|put put|read read|rebut rebutted
retell retold|ride rode ridden|ring rang rung|rise rose risen|run ran run|say said|see saw seen|seek sought|sell sold
send sent|set set|shake shook shaken|shoot shot|shout shouted|show showed shown|sing sang sung|sit sat|slam slammed
speak spoke spoken|spell spelled spelt|spend spent|spin spun|spread spread|stand stood|steal stole|stick stuck
strike struck|swear swore sworn|take took taken|teach taught|tear tore torn|tell told|think thought|throw threw thrown
understand understood|uphold upheld|vow vowed|wake woke woken|wear wore worn|win won|withdraw withdrew withdrawn
withhold withheld|write wrote written|rewrite rewrote rewritten|undertake undertook undertaken|foreswear foreswore
quit quit|backpedal backpedaled|sound sounded|wound wounded|bellow bellowed|follow followed|echo echoed echoes
veto vetoed vetoes|appeal appealed|reveal revealed|conceal concealed|repeal repealed|signal signaled signalled
counsel counseled counselled|bowl bowled|rule ruled|offer offered|differ differed|suffer suffered|answer answered
utter uttered|mutter muttered|whisper whispered|counter countered|consider considered|wonder wondered|order ordered
tweet tweeted|retweet retweeted|greet greeted|repeat repeated|reiterate reiterated|edit edited|exhibit exhibited
prohibit prohibited|credit credited|discredit discredited|visit visited|posit posited|solicit solicited|limit limited
cancel canceled cancelled|label labeled labelled labeling labelling|model modeled|travel traveled|inform informed
threaten threatened|mention mentioned|question questioned|reason reasoned|caution cautioned|envision envisioned
petition petitioned|condition conditioned|sanction sanctioned|position positioned|listen listened|happen happened
open opened|abandon abandoned|pardon pardoned|beckon beckoned|frighten frightened|broaden broadened|deepen deepened
target targeted|market marketed|interpret interpreted|forfeit forfeited|tout touted|scout scouted|flout flouted
hint hinted|paint painted|point pointed|appoint appointed|lament lamented|quip quipped quips|worship worshipped
develop developed|gossip gossiped|equip equipped|trail trailed|assail assailed|detail detailed|hail hailed|bail bailed
email emailed emailing|e-mail e-mailed|rail railed|derail derailed|recall recalled|fear feared|appear appeared|hear heard
clear cleared|cheer cheered|jeer jeered|sneer sneered|steer steered|volunteer volunteered|pioneer pioneered
""".replace("|", "\n").strip().split("\n")}

def verb_forms(lemma):
    """The forms of a verb, as a set of lower-case strings, the lemma first among them."""
    forms, own = {lemma}, IRREGULAR.get(lemma)
    if lemma == "be": return forms | set(own)
    s = lemma + ("es" if re.search(r"(s|x|z|ch|sh)$", lemma) else "s")
    if re.search(r"[^aeiou]y$", lemma): s, past, ing = lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    elif lemma.endswith("e") and not lemma.endswith("ee"): past, ing = lemma + "d", lemma[:-1] + "ing"
    elif lemma.endswith("ee"): past, ing = lemma + "d", lemma + "ing"
    elif lemma.endswith("c"): past, ing = lemma + "ked", lemma + "king"
    else:
        past, ing = lemma + "ed", lemma + "ing"
        short = re.fullmatch(r"(?:[^aeiou]*|qu)[aeiou][^aeiouwxy]", lemma)
        final = re.search(r"(?:mit|fer|cur|pel|gret|fess?er|but|clud|ban|pin|gin|plan|nod|nag|hel)$", lemma)
        if lemma in ("begin", "forget", "permit", "admit", "submit", "commit", "omit", "refer", "defer", "infer",
                     "confer", "concur", "compel", "regret", "rebut", "transmit", "set", "put", "overrun") or short and not own or \
           short and lemma in ("get", "let", "set", "put", "cut", "hit", "run", "win", "sit", "quit", "bet", "shut"):
            past, ing = lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"
    forms |= {s, ing}
    if own is None: forms.add(past)
    else: forms |= {f for f in own}
    if own and any(f.endswith("ed") and f[:-2] == lemma for f in own): pass
    return forms

def noun_forms(lemma):
    if re.search(r"(s|x|z|ch|sh)$", lemma): return {lemma, lemma + "es"}
    if re.search(r"[^aeiou]y$", lemma): return {lemma, lemma[:-1] + "ies"}
    return {lemma, lemma + "s"}

def words(text):
    """[(start, end, lower-case form)]; n't and 's are tokens of their own."""
    out = []
    for m in TOKEN.finditer(text):
        w, a, b = m.group().lower(), m.start(), m.end()
        if w in CLITIC and len(out) > 1 and out[-1][2] in "'’" and out[-1][1] == a and out[-2][1] == out[-1][0]:
            q = out.pop()
            if w == "t" and out[-1][2].endswith("n") and out[-1][2] != "n":
                p = out.pop(); stem = p[2][:-1]
                out.append((p[0], p[1] - 1, {"ca": "can", "wo": "will", "sha": "shall"}.get(stem, stem)))
                out.append((p[1] - 1, b, "n't"))
            else: out.append((q[0], b, "'" + w))
        else: out.append((a, b, w))
    return out

AUX = set("be is are was were been being am have has had having do does did will would can could may might must shall "
          "should 's 're 've 'll 'd 'm to n't not never ought get got gets getting".split())
MODAL = set("to will would can could may might must shall should do does did n't not 'll 'd let".split())
SUBJ = set("i we you they he she it who which there".split())
DET = set("a an the this these those his her its their my our your no any some every each 's such another many few "
          "several both all more most other one two three".split())
PREP = set("of for about against on in with by from as at over after before under into without despite amid".split())
OPEN = set("that if whether how why what when where who whom he she they it we you i there his her their its the a an "
           "him them us me such".split())
RELATIVE = set("that who which and but or as".split())
QUOTES = set("\"“”‘``'' '".split()) | {"''"}
WH = set("whether if what how why who whom when where which whose".split())
FIN = set("is are was were am has have had will would can could may might must should does did do 's 're 'll 'd 've 'm n't"
          .split())

def is_adverb(w): return w.endswith("ly") and w not in ("rely", "reply", "imply", "apply", "rally", "family", "only-") or w in (
    "also", "then", "later", "now", "just", "still", "even", "often", "once", "first", "again", "already", "ever", "never",
    "always", "further", "soon", "long", "himself", "herself", "themselves", "itself", "here", "quite", "very", "only",
    "so", "too", "not", "n't", "instead", "all", "both", "at", "least")

NOUNY = {}                                                           # form -> share of its plain places that are a noun's

def learn_nouns(docs):
    """Fill NOUNY: how often a form follows a determiner or preposition rather than a modal or subject pronoun."""
    noun, verb = collections.Counter(), collections.Counter()
    for toks, _ in docs:
        for p, t in zip(toks, toks[1:]):
            if p[2] in DET or p[2] in PREP and p[2] != "as": noun[t[2]] += 1
            elif p[2] in MODAL or p[2] in SUBJ: verb[t[2]] += 1
    for w in noun.keys() | verb.keys(): NOUNY[w] = (noun[w] + 0.2) / (noun[w] + verb[w] + 0.4)

def kind_of(form, lemma, toks, i):
    """verb or noun: a guess for the form at i."""
    if max(NOUNY.get(form, 0), NOUNY.get(lemma, 0)) < 0.12: return "verb"
    if form != lemma and not form.endswith("s") and not form.endswith("ing"): return "verb"
    j = i - 1
    while j >= 0 and is_adverb(toks[j][2]) and i - j < 4: j -= 1
    p = toks[j][2] if j >= 0 else ""
    if toks[i][3] and i > 40 and p.isalnum() and not form.endswith("ing"): return "noun"     # a name: "State", "Times"
    n = toks[i + 1][2] if i + 1 < len(toks) else ""
    if form.endswith("ing"): return "noun" if p in DET and n in ("of", ",", ".") else "verb"
    if p in MODAL or p in SUBJ: return "verb"
    if p in DET or p in PREP: return "noun"
    if n in OPEN or n in QUOTES: return "verb"
    if p == "that": return "verb"
    if n in ("of", "is", "was", "are", "were", "has", "had", "have", "will", "would", "from", "by"): return "noun"
    if form == lemma and p.endswith("s") and len(p) > 3: return "verb"
    if form != lemma and p and i and toks[j][3]: return "verb"
    return "noun" if p and p not in QUOTES else "verb"

def frame(toks, i):
    """What follows a head whose last token is i."""
    n = toks[i + 1][2] if i + 1 < len(toks) else ""
    if n in (",", ":") and i + 2 < len(toks) and toks[i + 2][2] in QUOTES: return "quote"
    if n in QUOTES: return "quote"
    if n == ":": return "quote"
    if n in ("that", "to", "as", "of", "for", "about", "against", "on", "in", "with"): return n
    if n in WH: return "whether"
    if n and not n[0].isalnum() and n[0] != "$": return "end"
    if n.endswith("ing") and len(n) > 4: return "ing"
    for j in range(i + 2, min(i + 6, len(toks))):                    # an addressee or object in between
        w = toks[j][2]
        if w in FIN or not w[0].isalnum() and w not in (",",): break
        if w == "that": return "that"
        if w == "to": return "obj_to"
        if w in ("whether",): return "whether"
        if w == "," and j + 1 < len(toks) and toks[j + 1][2] in QUOTES: return "quote"
    return "it" if n in ("it", "him", "them", "her", "me", "us", "himself", "herself") else "bare"

QUOTATION = re.compile(r"“[^“”\n]*(?:”|(?=\n|$))|(?:``|'')(?:(?!``|''|\n).)*(?:''|(?=\n|$))|\"[^\"\n]*(?:\"|(?=\n|$))")

def quoted_ranges(text):
    """Direct quotations of four words or more, closed or running to the end of the paragraph; '' both opens and closes."""
    return [m.span() for m in QUOTATION.finditer(text) if m.group().count(" ") > 2]

FRAMES = {"that": ["that"], "quote": ["quote"], "to": ["to"], "obj_to": ["obj_to"], "whether": ["whether"], "as": ["as"], "ing": ["ing"],
          "of": ["of"], "for": ["for"], "about": ["about"], "on": ["on", "in"], "with": ["with", "against"],
          "bare": ["bare", "it"], "end": ["end"]}
PREPOSITIONAL = ("of", "for", "about", "on", "with")                 # frames a verb has only with prepositions of its own

def load(path):
    for line in open(path, encoding="utf-8"):
        d = json.loads(line); text = d["text"]
        toks = [(a, b, w, text[a].isupper()) for a, b, w in words(text)]
        start = {}
        for i, t in enumerate(toks):
            for c in range(t[0], t[1]): start[c] = i
        quoted = quoted_ranges(text); q = 0
        for i, t in enumerate(toks):                                 # what is inside a direct quotation is not counted
            while q < len(quoted) and quoted[q][1] <= t[0]: q += 1
            toks[i] = t + (q < len(quoted) and quoted[q][0] < t[0],)
        claims = []
        for c in d["claims"]:
            if not c["cue"]: continue
            inside = sorted({start[x] for a, b in c["cue"] for x in range(a, b) if x in start})
            at = lambda r: min(a for a, _ in c[r]) if c[r] else None
            marks = sorted((at(r), k) for r, k in (("source", "S"), ("cue", "C"), ("content", "X")) if at(r) is not None)
            claims.append((inside, "".join(k for _, k in marks) if c["source"] else "-" + "".join(k for _, k in marks)))
        inner = sorted((a, b) for c in d["claims"] for a, b in c["content"]); q = 0
        for i, t in enumerate(toks):                                 # nor what is inside a content: nothing is annotated there
            while q < len(inner) and inner[q][1] <= t[0]: q += 1
            if q < len(inner) and inner[q][0] <= t[0]: toks[i] = t[:4] + (True,)
        yield toks, claims

def cue_head(toks, inside):
    """The first token of a cue that is neither auxiliary, adverb, relative pronoun nor mark; then, through "to", the next."""
    i, n, heads = 0, len(inside), []
    while i < n:
        w = toks[inside[i]][2]
        if w in AUX or w in RELATIVE or is_adverb(w) or not w[0].isalnum() and w != "'": i += 1; continue
        heads.append(inside[i]); break
    for k in range(i + 1, n - 1):
        if heads and toks[inside[k]][2] == "to" and k - i < 4: heads.append(inside[k + 1])
    return heads

COPULA = set("be is are was were been being am 's 're 'm get gets got gotten getting".split())
FEELING = COPULA | set("seem seems seemed feel feels felt remain remains remained become becomes became sound sounds sounded "
                       "look looks looked appear appears appeared grow grew".split())

def after_copula(toks, i, kind):
    """Is the word at i a predicate: a copula before it, adverbs allowed between? A passive is a participle after "be"."""
    if kind == "passive" and not (toks[i][2][-2:] in ("ed", "en", "wn", "ne", "id", "ld", "nt", "ht", "ad", "et")): return False
    j = i - 1
    while j >= 0 and i - j < 5 and (is_adverb(toks[j][2]) or toks[j][2] in ("more", "most", "less", "pretty", "rather", "much")): j -= 1
    return j >= 0 and toks[j][2] in (COPULA if kind == "passive" else FEELING)

def nominal_head(toks, inside):
    """The last word of a cue, less prepositions, marks and articles, unless a preposition inside the cue leads to it."""
    n = len(inside)
    while n and (toks[inside[n - 1]][2] in PREP or toks[inside[n - 1]][2] in ("to", "that", "the", "a", "is", "was")
                 or not toks[inside[n - 1]][2][0].isalnum()): n -= 1
    if not n: return None
    for k in range(1, n - 1):
        if toks[inside[k]][2] in PREP: return None
    return inside[n - 1]

def read_list(path):
    head, rows = [], []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line or line.startswith("--") or line.startswith("@"): head.append(line); continue
        rows.append(line.split("\t"))
    cols = [l for l in head if l.startswith("@columns")][0].split("\t")[1:]
    return cols, rows

def guess_lemmas(docs):
    """Without a list: lemmas of the heads, a candidate counting by how often it stands after "to" or a modal."""
    verbness, seen = collections.Counter(), collections.Counter()
    for toks, _ in docs:
        for i, t in enumerate(toks):
            seen[t[2]] += 1
            if i and toks[i - 1][2] in MODAL: verbness[t[2]] += 1
    irregular = {f: l for l, fs in IRREGULAR.items() for f in fs if f != l}
    def lemma(w):
        if w in irregular: return irregular[w]
        cand = [w]
        for suf, reps in (("ies", ["y"]), ("es", ["", "e"]), ("s", [""]), ("ied", ["y"]), ("ed", ["", "e"]), ("ing", ["", "e"])):
            if w.endswith(suf) and len(w) - len(suf) > 1:
                stem = w[:-len(suf)]
                cand += [stem + r for r in reps]
                if len(stem) > 3 and stem[-1] == stem[-2]: cand.append(stem[:-1])
        cand = [c for c in cand[1:] if w in verb_forms(c)] or [w]
        best = max(cand, key=lambda c: (verbness[c], seen[c], -len(c)))
        return best if verbness[best] >= verbness[w] or best == w else w
    verbs, others = set(), set()
    for toks, claims in docs:
        for inside, _ in claims:
            for h in cue_head(toks, inside):
                w = toks[h][2]
                if w[0].isalpha():
                    l = lemma(w); (verbs if verbness[l] else others).add(l)
    return verbs, others

def main():
    ap = argparse.ArgumentParser(usage=__doc__)
    ap.add_argument("training"); ap.add_argument("--list"); ap.add_argument("--kind", default="all")
    ap.add_argument("--min", type=int, default=1); ap.add_argument("--rewrite", action="store_true")
    ap.add_argument("--frames", action="store_true")
    a = ap.parse_args()
    docs = list(load(a.training)); learn_nouns(docs)
    if a.list:
        cols, rows = read_list(a.list); kind = a.kind if a.kind != "all" else "verb"
        entries = [(r[0], kind) for r in rows]
    else:
        verbs, others = guess_lemmas(docs)
        entries = [(v, "verb") for v in verbs] + [(v, "noun") for v in verbs | others]
        if a.kind in ("adverb", "adjective", "all"): entries += [(v, a.kind if a.kind != "all" else "other") for v in others]
    index = collections.defaultdict(list)                            # form of the first word -> [(rest, entry, kind)]
    for e, kind in entries:
        parts = e.split(); first = parts[0]
        forms = verb_forms(first) if kind in ("verb", "passive") else noun_forms(first) if kind == "noun" and len(parts) == 1 else {first}
        for f in forms: index[f].append((parts[1:], e, kind))
    for v in index.values(): v.sort(key=lambda x: -len(x[0]))
    heads, total = collections.Counter(), collections.Counter()
    frames, good = collections.defaultdict(collections.Counter), collections.defaultdict(collections.Counter)
    order = collections.defaultdict(collections.Counter)
    for toks, claims in docs:
        cue_at, plain, noun_at = {}, {}, {}
        for inside, o in claims:
            for h in cue_head(toks, inside): cue_at.setdefault(h, o)
            for h in inside: plain.setdefault(h, o)
            k = nominal_head(toks, inside)
            if k is not None: noun_at.setdefault(k, o)
        for i, t in enumerate(toks):
            for rest, e, kind in index.get(t[2], ()):
                end = i + len(rest)
                if rest and [x[2] for x in toks[i + 1:end + 1]] != rest: continue
                lemma = e.split()[0]
                if kind in ("verb", "noun") and not rest and kind_of(t[2], lemma, toks, i) != kind: continue
                if kind in ("adjective", "passive") and not after_copula(toks, i, kind): continue
                if kind == "noun" and t[3] and i + 1 < len(toks) and toks[i + 1][3]: continue
                if t[4]: continue
                total[e, kind] += 1; f = frame(toks, end); frames[e, kind][f] += 1
                o = (cue_at if kind in ("verb", "passive") else noun_at if kind == "noun" else plain).get(i)
                if o: heads[e, kind] += 1; good[e, kind][f] += 1; order[e, kind][o] += 1
                if kind == "verb" and rest: break                    # the longest entry that fits owns the occurrence
    def strength(x): return round(100 * (heads[x] + K * PRIOR.get(x[1], 0.3)) / (total[x] + K))
    if a.frames:
        complements = {r[0]: set(r[cols.index("complement")].split(",")) for r in rows}
        for x in sorted(set(entries)):
            row = [x[0]]
            for f in FRAMES:
                n = sum(frames[x][g] for g in FRAMES[f]); h = sum(good[x][g] for g in FRAMES[f])
                prior = strength(x) + (20 if f == "that" and "that" in complements[x[0]] else 0)
                takes = n or f not in PREPOSITIONAL or complements[x[0]] & set(FRAMES[f])
                row.append(str(round(100 * (h + 3 * min(prior, 95) / 100) / (n + 3))) if takes else "-")
            if total[x] >= a.min: print("\t".join(row))
        return
    try:
        print("lemma\tkind\theads\ttotal\tshare\tstrength\tframes\torder")
        for x in sorted(set(entries), key=lambda x: (-heads[x], -total[x], x)):
            if heads[x] < a.min and not a.list or a.kind not in ("all", x[1]): continue
            share = 100 * heads[x] // total[x] if total[x] else 0
            fr = " ".join(f"{f} {good[x][f]}/{n}" for f, n in sorted(frames[x].items(), key=lambda p: (-p[1], p[0])))
            od = " ".join(f"{o} {n}" for o, n in sorted(order[x].items(), key=lambda p: (-p[1], p[0])))
            print(f"{x[0]}\t{x[1]}\t{heads[x]}\t{total[x]}\t{share}\t{strength(x)}\t{fr}\t{od}")
    except BrokenPipeError: return
    if a.rewrite:
        at = cols.index("strength"); lines = []
        for line in open(a.list, encoding="utf-8"):
            if line.strip() and not line.startswith(("--", "@")):
                r = line.rstrip("\n").split("\t"); r[at] = str(strength((r[0], kind))); line = "\t".join(r) + "\n"
            lines.append(line)
        with open(a.list, "w", encoding="utf-8") as f: f.writelines(lines)
        print(f"{a.list}: {len(rows)} strengths written", file=sys.stderr)

main()
