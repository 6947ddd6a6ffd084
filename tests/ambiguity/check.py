"""check.py LINES OBELUS: TAP, a test a line of marked text; the marks are the names, all of them."""
import json
import re
import subprocess
import sys


def read_marks(line):
    """The text without its marks, and the marks as {(start, end, label)}."""
    text, marks = "", set()
    for piece in re.split(r"(\{[A-Z]+:[^}]*\})", line):
        mark = re.fullmatch(r"\{([A-Z]+):([^}]*)\}", piece)
        if mark:
            marks.add((len(text), len(text) + len(mark[2]), mark[1]))
        text += mark[2] if mark else piece
    return text, marks


def tag(texts, obelus):
    records = "".join(json.dumps({"id": str(i), "text": text}) + "\n" for i, text in enumerate(texts))
    run = subprocess.run([obelus, "tag", "-p", "news.en", "--jsonl", "-"], input=records, stdout=subprocess.PIPE,
                         text=True, check=True)
    for line in run.stdout.splitlines():
        yield {(a["start"], a["end"], a["label"]) for a in json.loads(line)["annotations"] if a["type"] == "entity"}


def show(text, marks):
    return ", ".join("%s %s" % (label, text[start:end]) for start, end, label in sorted(marks)) or "nothing"


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        lines = [line.rstrip("\n") for line in f if line.strip() and not line.startswith("--")]
    marked = [read_marks(line.removeprefix("todo: ")) for line in lines]
    right = 0
    print("1..%d" % (len(lines) + 1))
    for i, (line, (text, marks), found) in enumerate(zip(lines, marked, tag([t for t, _ in marked], sys.argv[2])), 1):
        right += found == marks
        todo = " # TODO known to fail" if line.startswith("todo: ") else ""
        print("%s %d - %s%s" % ("ok" if found == marks else "not ok", i, text.replace("#", ""), todo))
        if found != marks:
            print("# found %s" % show(text, found - marks) + "; missed %s" % show(text, marks - found))
    share = 100 * right / len(lines)
    print("%s %d - %d of %d lines are right, at least 90 %%" % ("ok" if share >= 90 else "not ok", len(lines) + 1, right,
                                                             len(lines)))


main()
