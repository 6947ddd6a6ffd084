"""bench.py: Obelus against its neighbours. Called by run, which installs and builds.

Each comparison is a pair of commands that are run in turn, round after round, so that what the machine does meanwhile
hits both; a time is the CPU time (user and system) of a process, where not said otherwise; what is printed is the median of
the rounds, and the median of the rounds' ratios. Outputs are checked before anything is timed. Rates are MB of text a
second, start-up taken off (a run over an empty file) where the neighbour's own figure leaves it out, too.
"""
import argparse
import json
import os
import pathlib
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


# ---- running ----

def run(command, env=None, keep=None):
    """Runs @command; returns (CPU seconds, wall seconds, peak RSS in MB). @keep: file for its output."""
    import time
    out = open(keep, "wb") if keep else subprocess.DEVNULL
    wall = time.monotonic()
    process = subprocess.Popen([str(part) for part in command], stdout=out, stderr=subprocess.PIPE,
                               env={**os.environ, **(env or {})})
    complaint = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - wall
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}: {complaint.decode(errors='replace')[-500:]}")
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024


def output_of(command, env=None):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True,
                          env={**os.environ, **(env or {})}).stdout.decode()


class Table:
    def __init__(self, rounds):
        self.rounds, self.rows = rounds, []

    def compare(self, name, goal, ours, theirs, metric=0, invert=False):
        """@ours, @theirs: functions that return (seconds, bytes). The ratio is of rates, ours over theirs."""
        rates_ours, rates_theirs, ratios = [], [], []
        for _ in range(self.rounds):
            seconds, size = ours()
            rates_ours.append(size / seconds / 1e6)
            seconds, size = theirs()
            rates_theirs.append(size / seconds / 1e6)
            ratios.append(rates_ours[-1] / rates_theirs[-1])
        self.add(name, goal, f"{statistics.median(rates_ours):.2f}", f"{statistics.median(rates_theirs):.2f}",
                 statistics.median(ratios))

    def add(self, name, goal, ours, theirs, ratio, bound=None):
        operator, number = re.match(r"([≥≤]) ?([\d.]+)", goal).groups()
        is_met = ratio >= float(number) if operator == "≥" else ratio <= float(number)
        self.rows.append((name, ours, theirs, f"{ratio:.3g}", goal, "yes" if is_met else "NO"))
        print("  ".join(self.rows[-1]), file=sys.stderr, flush=True)

    def skip(self, name, goal, why):
        self.rows.append((name, "–", "–", "–", goal, f"skipped: {why}"))

    def print(self):
        head = ("what", "obelus", "neighbour", "ratio", "goal", "met")
        rows = [head, *self.rows]
        widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
        for row in rows:
            print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


# ---- texts and packs ----

class Texts:
    """Pieces of the corpus, as text and as JSON Lines."""

    def __init__(self, corpus, scratch):
        self.data = corpus
        self.scratch = scratch
        self.empty = scratch / "empty.txt"
        self.empty.write_text("\n")

    def text(self, megabytes):
        path = self.scratch / f"text-{megabytes}.txt"
        if not path.exists():
            size = int(megabytes * 1e6)
            piece = self.data[:size]
            path.write_bytes(piece[:piece.rfind(b"\n") + 1] if size < len(self.data) else piece)
        return path

    def line(self, size):
        """One paragraph, one line, of about @size bytes."""
        path = self.scratch / f"line-{size}.txt"
        if not path.exists():
            piece = self.data[:size].replace(b"\n", b" ")
            path.write_bytes(piece[:piece.rfind(b" ")] + b"\n")
        return path

    def jsonl(self, megabytes, document=5000):
        path = self.scratch / f"documents-{megabytes}-{document}.jsonl"
        if path.exists():
            return path
        with open(self.text(megabytes), encoding="utf-8") as lines, open(path, "w", encoding="utf-8") as out:
            held, size, number = [], 0, 0
            for line in lines:
                held.append(line)
                size += len(line)
                if size >= document:
                    number += 1
                    json.dump({"id": number, "text": "".join(held)}, out, ensure_ascii=False)
                    out.write("\n")
                    held, size = [], 0
        return path


def size_of(path):
    return os.path.getsize(path)


def make_rules(words, bigrams, n, chance):
    """@n rules of the kinds analysts write, as (Obelus pattern, spaCy Matcher tokens)."""
    rules = []
    for i in range(n):
        a, b = chance.choice(bigrams)
        kind = i % 10
        if kind < 4:
            rules.append((f'"{a}" "{b}"', [{"LOWER": a}, {"LOWER": b}]))
        elif kind < 6:
            c = chance.choice(words)
            rules.append((f'"{a}" []{{0,3}} "{c}"', [{"LOWER": a}, {"OP": "{0,3}"}, {"LOWER": c}]))
        elif kind == 6:
            stem = chance.choice(words)[:3]
            rules.append((f'[lower=/{stem}.*(ing|tion)/] "of"',
                          [{"LOWER": {"REGEX": f"^{stem}.*(ing|tion)$"}}, {"LOWER": "of"}]))
        elif kind == 7:
            some = sorted({chance.choice(words) for _ in range(3)})
            rules.append(("(" + " | ".join(f'"{w}"' for w in some) + ") [word=/\\p{Lu}\\p{Ll}+/]",
                          [{"LOWER": {"IN": some}}, {"IS_TITLE": True}]))
        elif kind == 8:
            rules.append((f'"{a}" "the"? "{b}" []', [{"LOWER": a}, {"LOWER": "the", "OP": "?"}, {"LOWER": b}, {}]))
        else:
            some = sorted({chance.choice(words) for _ in range(50)})
            rules.append((f'"{a}" [lower in $some{i}]', [{"LOWER": a}, {"LOWER": {"IN": some}}]))
            rules[-1] = (*rules[-1], (f"some{i}", some))
    return rules


def write_pack(directory, rules, names=None, on_match=None):
    """A pack of @rules and, when given, a list of @names; as every pack in a directory of its own."""
    if directory.exists():
        return directory
    (directory / "rules").mkdir(parents=True)
    parts = []
    for i, (pattern, _, *lists) in enumerate(rules):
        for name, entries in lists:
            parts.append(f'list "{name}" [=[ {" ".join(entries)} ]=]\n')
        body = f'  on_match = {on_match},\n' if on_match else ""
        parts.append(f'rule "r{i}" {{\n  emits = "entity", label = "R",\n  match = [=[ {pattern} ]=],\n{body}}}\n')
    if names:
        (directory / "lists").mkdir()
        (directory / "lists" / "names.txt").write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
        parts.append('gazetteer "names" { list = "names", emits = "entity", label = "NAME", case = "exact" }\n')
    files = []
    for i in range(0, max(len(parts), 1), 500):
        name = f"rules/r{i:05}.lua"
        (directory / name).write_text("\n".join(parts[i:i + 500]), encoding="utf-8")
        files.append(name)
    lists = 'lists = { "lists/names.txt" }\n' if names else ""
    (directory / "pack.lua").write_text(f'format = 1\nname = "{directory.name}"\nversion = "1.0.0"\n{lists}'
                                        f'rules = {{ {", ".join(json.dumps(name) for name in files)} }}\n')
    return directory


def clean(names):
    """Names that all tools can take: no markup of lists, no tabs, two letters at least."""
    return [name for name in names if len(name) > 1 and not re.search(r'^[@\\]|^--|[\t"]', name)]


# ---- the comparisons ----

class Bench:
    def __init__(self, options, corpus, names_100k, names_1m, scratch):
        self.options, self.scratch = options, scratch
        self.table = Table(options.rounds)
        self.texts = Texts(corpus, scratch)
        self.names = {"100k": names_100k, "1m": names_1m}
        self.cache = options.cache
        chance = random.Random(7)
        sample = corpus[: 8_000_000].decode("utf-8", "ignore").lower()
        tokens = re.findall(r"[a-z]+", sample)
        counts = {}
        for token in tokens:
            counts[token] = counts.get(token, 0) + 1
        ranked = sorted(counts, key=lambda word: (-counts[word], word))
        words = [word for word in ranked[300:8000] if len(word) > 3]
        keep = set(words)
        bigrams = sorted({(a, b) for a, b in zip(tokens[::7], tokens[1::7]) if a in keep and b in keep})
        self.rules = make_rules(words, bigrams, 3000, chance)
        self.packs = scratch / "packs"
        self.wanted = options.only

    def wants(self, row):
        return not self.wanted or row in self.wanted

    def pack(self, n_rules, names=None, on_match=None, name=None):
        name = name or f"p{n_rules}" + (f"-{names}" if names else "")
        return write_pack(self.packs / name, self.rules[:n_rules], self.names[names] if names else None, on_match)

    def tag(self, packs, path, *more, jobs=None, wall=False, start=None):
        """Seconds and bytes of a run; @start: seconds of an empty run to take off."""
        command = [self.options.obelus, "tag", "-f", "jsonl", *more]
        for pack in packs:
            command += ["-p", pack]
        if jobs:
            command += ["-j", jobs]
        command.append(path)
        cpu, real, self.rss = run(command)
        return max((real if wall else cpu) - (start or 0), 1e-4), size_of(path)

    def start_of(self, packs):
        return statistics.median(self.tag(packs, self.texts.empty)[0] for _ in range(5))

    def wc(self, path):
        return run(["wc", "-w", path], {"LC_ALL": "C.UTF-8"})[0], size_of(path)

    def check_matches(self, packs, path, least):
        found = output_of([self.options.obelus, "tag", "-f", "jsonl", *sum((["-p", p] for p in packs), []), path])
        n = found.count('"type":')
        if n < least or '"incomplete"' in found or '"error"' in found:
            raise RuntimeError(f"{packs}: {n} annotations, at least {least} expected; {found[-300:]}")
        return n

    def against_wc(self):
        size = self.options.megabytes
        path = self.texts.text(size)
        for row, goal, n_rules, names in (("bare", "≥ 1.0", 0, None), ("300", "≥ 0.40", 300, "100k"),
                                          ("1000", "≥ 0.25", 1000, "1m")):
            if not self.wants(row):
                continue
            what = {"bare": "tokens + sentences, no rules", "300": "300 rules + 100k names",
                    "1000": "1000 rules + 1M names"}[row]
            pack = self.pack(n_rules, names) if n_rules else self.pack(1, name="p1")
            self.tag([pack], self.texts.empty)                          # compiles what is kept compiled
            start = self.start_of([pack])
            if n_rules:
                self.check_matches([pack], self.texts.text(2), 100)
            self.table.compare(f"{what}, {size} MB, against wc -w", goal,
                               lambda: self.tag([pack], path, start=start), lambda: self.wc(path))

    def against_vectorscan(self):
        tool = self.cache / "vectorscan"
        for names, goal in (("100k", "≥ 0.7"), ("1m", "≥ 2")):
            what = f"{names} names, against Vectorscan's bare scan"
            if not self.wants(f"vectorscan-{names}"):
                continue
            if not tool.exists():
                self.table.skip(what, goal, "no Vectorscan")
                continue
            listing = self.scratch / f"names-{names}.txt"
            listing.write_text("\n".join(self.names[names]) + "\n", encoding="utf-8")
            path = self.texts.text(self.options.megabytes)
            pack = write_pack(self.packs / f"names-{names}", [], self.names[names])
            self.tag([pack], self.texts.empty)
            start = self.start_of([pack])
            self.check_matches([pack], self.texts.text(2), 100)
            database = self.cache / f"vectorscan-{names}.hs"
            scan = lambda: (json.loads(output_of([tool, path, listing, database]))["seconds"], size_of(path))
            scan()                                                      # compiles, once and for all
            self.table.compare(what, goal, lambda: self.tag([pack], path, start=start), scan)

    def against_grep(self):
        listing = self.scratch / "names-100k-grep.txt"
        listing.write_text("\n".join(self.names["100k"]) + "\n", encoding="utf-8")
        path = self.texts.text(min(self.options.megabytes, 20))
        pack = write_pack(self.packs / "names-100k", [], self.names["100k"])
        start = self.start_of([pack])
        for tool, command in (("grep", ["grep", "-cF", "-f"]), ("ripgrep", ["rg", "-cF", "-j1", "-f"])):
            if not self.wants(tool):
                continue
            if shutil.which(command[0]) is None:
                self.table.skip(f"100k names, against {tool} -F", "≥ 1", f"no {tool}")
                continue
            self.table.compare(f"100k names, against {tool} -F", "≥ 1", lambda: self.tag([pack], path, start=start),
                               lambda: (run([*command, listing, path], {"LC_ALL": "C"})[0], size_of(path)))

    def against_javascript(self):
        packs = ["news.en", "security.en"]
        for tool, goal, size in (("wink", "≥ 30", 4), ("compromise", "≥ 100", 0.5)):
            what = {"wink": "the news packs, against wink-nlp's pos and entities",
                    "compromise": "the news packs, against compromise's net of 3 rules"}[tool]
            if not self.wants(tool):
                continue
            if not (self.cache / "node_modules" / ("wink-nlp" if tool == "wink" else tool)).exists():
                self.table.skip(what, goal, f"no {tool}")
                continue
            path, ours = self.texts.text(size), self.texts.jsonl(size)
            command = ["node", HERE / "peers" / f"{tool}.js"]
            env = {"NODE_PATH": str(self.cache / "node_modules")}
            if json.loads(output_of([*command, path], env)).get("entities", 1) == 0:
                raise RuntimeError(f"{tool} found nothing")
            empty = run([*command, self.texts.empty], env)[0]
            start = self.start_of(packs)
            self.table.compare(what, goal, lambda: self.tag(packs, ours, start=start),
                               lambda: (run([*command, path], env)[0] - empty, size_of(path)))

    def against_spacy(self):
        python = self.cache / "venv" / "bin" / "python"
        what, goal = "300 rules + 100k names, against spaCy's EntityRuler and Matcher", "≥ 50"
        if not self.wants("spacy"):
            return
        if not python.exists():
            self.table.skip(what, goal, "no spaCy")
            return
        listing, patterns = self.scratch / "names-spacy.txt", self.scratch / "patterns.json"
        listing.write_text("\n".join(self.names["100k"]) + "\n", encoding="utf-8")
        patterns.write_text(json.dumps({f"r{i}": [rule[1]] for i, rule in enumerate(self.rules[:300])}))
        path, pack = self.texts.text(2), self.pack(300, "100k")
        command = [python, HERE / "peers" / "spacy_rules.py", path, listing, patterns]
        found = json.loads(output_of(command))
        n = self.check_matches([pack], path, 100)
        print(f"spaCy: {found['entities']} names and {found['matches']} matches; Obelus: {n} of both after conflicts",
              file=sys.stderr)
        start = self.start_of([pack])
        self.table.compare(what, goal, lambda: self.tag([pack], path, start=start),
                           lambda: (json.loads(output_of(command))["seconds"], size_of(path)))

    def against_hfst(self):
        what, goal = "10k names + 2 rules, against hfst-pmatch", "≥ 12"
        if not self.wants("hfst"):
            return
        if shutil.which("hfst-pmatch2fst") is None:
            self.table.skip(what, goal, "no hfst")
            return
        names = [name for name in self.names["100k"] if re.fullmatch(r"[A-Za-z ]+", name)][:10000]
        listing, script = self.scratch / "hfst-names.txt", self.scratch / "names.pmatch"
        listing.write_text("\n".join(names) + "\n")
        script.write_text(f'set need-separators on\nDefine Names @txt"{listing}";\n'
                          'Define Word [Alpha]+;\n'
                          'Define Said [{said} | {says}] Whitespace Word EndTag(Said);\n'
                          'Define Deal Word Whitespace {of} Whitespace {the} EndTag(Deal);\n'
                          'Define Name Names EndTag(Name);\nDefine TOP Name | Said | Deal;\n')
        compiled = self.scratch / "names.hfst"
        subprocess.run(["hfst-pmatch2fst", script, "-o", compiled], check=True, capture_output=True)
        path = self.texts.text(2)
        rules = [('("said" | "says") [word=/\\p{L}+/]', None), ('[word=/\\p{L}+/] "of" "the"', None)]
        pack = write_pack(self.packs / "hfst", rules, names)

        def match():
            with open(path, "rb") as text:
                import time
                before = resource.getrusage(resource.RUSAGE_CHILDREN)
                subprocess.run(["hfst-pmatch", compiled], stdin=text, check=True, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
                after = resource.getrusage(resource.RUSAGE_CHILDREN)
            return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime), size_of(path)

        self.check_matches([pack], path, 100)
        self.table.compare(what, goal, lambda: self.tag([pack], path), match)

    def against_vislcg3(self):
        what, goal = "300 rules, against vislcg3 (text cut into words for it)", "≥ 60"
        if not self.wants("vislcg3"):
            return
        if shutil.which("vislcg3") is None:
            self.table.skip(what, goal, "no cg3")
            return
        path, grammar, cohorts = self.texts.text(1), self.scratch / "rules.cg3", self.scratch / "cohorts.txt"
        lines = ['DELIMITERS = "<.>" "<!>" "<?>" ;', "SECTION"]
        for i, rule in enumerate(self.rules[:300]):
            literals = re.findall(r'"([a-z]+)"', rule[0]) or ["of"]
            context = f' IF (1 ("<{literals[1]}>"i))' if len(literals) > 1 else ""
            lines.append(f'ADD (@r{i}) TARGET ("<{literals[0]}>"i){context} ;')
        grammar.write_text("\n".join(lines) + "\n")
        with open(cohorts, "w", encoding="utf-8") as out:
            for token in re.findall(r"\w+|[^\w\s]", path.read_text(encoding="utf-8")):
                out.write(f'"<{token}>"\n\t"{token.lower()}" w\n')
        pack = self.pack(300)
        start = self.start_of([pack])
        command = ["vislcg3", "-g", grammar, "-I", cohorts, "-O", "/dev/null"]
        self.table.compare(what, goal, lambda: self.tag([pack], path, start=start), lambda: (run(command)[0], size_of(path)))

    def own_limits(self):
        table, size = self.table, self.options.megabytes
        if self.wants("3000"):
            path = self.texts.text(min(size, 20))
            few, many = self.pack(300), self.pack(3000)
            starts = self.start_of([few]), self.start_of([many])
            ratios = [self.tag([many], path, start=starts[1])[0] / self.tag([few], path, start=starts[0])[0]
                      for _ in range(self.options.rounds)]
            table.add("3000 rules against 300, time", "≤ 3", "", "", statistics.median(ratios))
        if self.wants("start"):
            times = [run([self.options.obelus, "tag", "-f", "jsonl", self.texts.empty])[0] * 1e3 for _ in range(15)]
            table.add("start with the news packs, ms", "≤ 10", "", "", statistics.median(times))
            table.add("memory with the news packs, MB", "≤ 64", "", "",
                      run([self.options.obelus, "tag", "-f", "jsonl", self.texts.jsonl(4)])[2])
        if self.wants("1m"):
            pack = write_pack(self.packs / "names-1m", [], self.names["1m"])
            self.tag([pack], self.texts.empty)
            table.add("1M names: start, ms", "≤ 10", "", "", self.start_of([pack]) * 1e3)
            table.add("1M names: memory, MB", "≤ 100", "", "", self.rss)
        if self.wants("lua"):
            frequent = [('"the" [word=/\\p{L}+/]', None)]
            plain = write_pack(self.packs / "plain", [*self.rules[:300], *frequent], self.names["100k"])
            called = write_pack(self.packs / "called", [*self.rules[:300], *frequent], self.names["100k"])
            name = sorted((called / "rules").iterdir())[0]
            text = name.read_text()
            if "on_match" not in text:
                name.write_text(text.replace('"the" [word=/\\p{L}+/] ]=],\n',
                                             '"the" [word=/\\p{L}+/] ]=],\n  on_match = function (m) return m end,\n'))
            path = self.texts.text(min(size, 20))
            ratios = []
            for _ in range(self.options.rounds):
                with_lua, without = self.tag([called], path)[0], self.tag([plain], path)[0]
                ratios.append((with_lua - without) / with_lua * 100)
            table.add("Lua's share with a callback for each \"the …\", %", "≤ 5", "", "", statistics.median(ratios))
        if self.wants("threads") and (os.cpu_count() or 1) >= 2:
            path = self.texts.jsonl(min(size, 8))
            packs = ["news.en", "security.en"]
            ratios = [self.tag(packs, path, jobs=1, wall=True)[0] / self.tag(packs, path, jobs=2, wall=True)[0]
                      for _ in range(self.options.rounds)]
            table.add("two processes against one, wall time", "≥ 1.7", "", "", statistics.median(ratios))

    def growth(self):
        """The second table: throughput against what grows, each with its factor."""
        if self.wanted and "growth" not in self.wanted:
            return
        packs = ["news.en", "security.en"]
        start = self.start_of(packs)
        print("\nthroughput of the news packs by length of one line; factor: time of ten times as much")
        last = None
        for length in (1_000, 10_000, 100_000, 1_000_000, 10_000_000):
            if length > self.options.longest:
                break
            path = self.texts.line(length)
            seconds = statistics.median(self.tag(packs, path)[0] for _ in range(3)) - start
            rate = size_of(path) / max(seconds, 1e-4) / 1e6
            print(f"  {length:>11,} B  {rate:8.2f} MB/s" + (f"  × {seconds / last:.1f}" if last and last > 0.005 else ""))
            last = seconds
        path = self.texts.text(min(self.options.megabytes, 10))
        print("throughput by rules")
        last = None
        for n in (10, 30, 100, 300, 1000, 3000):
            pack = self.pack(n)
            seconds = statistics.median(self.tag([pack], path)[0] for _ in range(3)) - self.start_of([pack])
            print(f"  {n:>11,}    {size_of(path) / seconds / 1e6:8.2f} MB/s" + (f"  × {seconds / last:.2f}" if last else ""))
            last = seconds
        print("throughput by names")
        last = None
        for n in (1_000, 10_000, 100_000, 1_000_000):
            pack = write_pack(self.packs / f"names-{n}", [], self.names["1m"][:n])
            self.tag([pack], self.texts.empty)
            seconds = statistics.median(self.tag([pack], path)[0] for _ in range(3)) - self.start_of([pack])
            print(f"  {n:>11,}    {size_of(path) / seconds / 1e6:8.2f} MB/s" + (f"  × {seconds / last:.2f}" if last else ""))
            last = seconds

    def profile(self):
        if self.wanted and "profile" not in self.wanted:
            return
        result = subprocess.run([self.options.obelus, "prof", "--top", "15", str(self.texts.jsonl(2))], capture_output=True,
                                text=True, check=False)
        print("\nprofile of the news packs by stage and rule (obelus prof)\n" + result.stdout)


def read_text(path):
    if str(path).endswith(".xz"):
        return subprocess.run(["xz", "-dc", str(path)], check=True, capture_output=True).stdout
    return pathlib.Path(path).read_bytes()


def main():
    parser = argparse.ArgumentParser(description="Obelus against its neighbours.")
    parser.add_argument("files", nargs="*", help="corpus, 100k names, 1M names (default: those of ../shared/bench)")
    parser.add_argument("--cache", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--obelus", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--shared", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--rounds", type=int, default=5, help="interleaved rounds of each comparison (5)")
    parser.add_argument("--megabytes", type=float, default=50, help="of the corpus, for the fast rows (50)")
    parser.add_argument("--longest", type=int, default=10_000_000, help="bytes of the longest single line (10,000,000)")
    parser.add_argument("--only", action="append", help="a row, again for more: bare 300 1000 vectorscan-100k vectorscan-1m grep "
                        "ripgrep wink compromise spacy hfst vislcg3 3000 start 1m lua threads growth profile")
    options = parser.parse_args()
    bench = options.shared / "bench"
    files = options.files or [bench / "english.txt.xz", bench / "names-100k.txt.xz", bench / "names-1m.txt.xz"]
    if len(files) != 3 or not all(os.path.exists(file) for file in files):
        sys.exit("bench: name a corpus, a list of 100k names and one of 1M names (text, or .xz)")
    corpus = read_text(files[0])
    names = [clean(read_text(file).decode("utf-8").splitlines()) for file in files[1:]]
    with tempfile.TemporaryDirectory(prefix="obelus-bench-") as scratch:
        comparison = Bench(options, corpus, *names, pathlib.Path(scratch))
        for step in (comparison.against_wc, comparison.against_vectorscan, comparison.against_grep,
                     comparison.against_javascript, comparison.against_spacy, comparison.against_hfst,
                     comparison.against_vislcg3, comparison.own_limits):
            try:
                step()
            except (RuntimeError, subprocess.CalledProcessError) as error:
                detail = getattr(error, "stderr", b"") or b""
                print(f"bench: {step.__name__}: {error} {detail[-400:]!r}", file=sys.stderr)
        print(f"MB/s of CPU time, medians of {options.rounds} interleaved rounds; ratio: obelus over neighbour")
        comparison.table.print()
        comparison.growth()
        comparison.profile()


main()
