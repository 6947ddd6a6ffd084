"""rules.py FORMAT OUTPUT NATIVE FILES INPUTS: checks OUTPUT by the format's rules and against NATIVE, the same run as
JSON Lines. Every text that a format quotes must stand in the document at the offsets it gives, and nothing may be missing."""
import json
import os
import re
import sys

format_name, output, native, files, inputs = sys.argv[1:6]


def fail(*what):
    print(*what)
    sys.exit(1)


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def documents():
    """(id, text, annotations) of every document that was tagged, in order."""
    texts = {}
    for line in read(os.path.join(inputs, "lines.jsonl")).split("\n"):
        if line:
            record = json.loads(line)
            texts[json.dumps(record.get("id"))] = record.get("text")
    for line in read(native).split("\n"):
        if not line:
            continue
        record = json.loads(line)
        if "error" in record:
            continue
        if "line" in record:
            yield record["line"], texts["null"], record["annotations"]
        elif json.dumps(record["id"]) in texts:
            yield record["id"], texts[json.dumps(record["id"])], record["annotations"]
        else:
            yield record["id"], read(record["id"]), record["annotations"]


def spans(annotation, names=None):
    """The captured spans of a claim or of a type of a pack."""
    for key, value in annotation.items():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict) and "start" in item and (names is None or key in names):
                yield key, item


def plain(annotations):
    return [a for a in annotations if a["type"] in ("entity", "time")]


def claims(annotations):
    return [a for a in annotations if a["type"] == "claim"]


def check_jsonl():
    for _, text, annotations in documents():
        for a in annotations:
            if "text" in a and text[a["start"]:a["end"]] != a["text"]:
                fail("text differs", a)
            for _, span in spans(a):
                if text[span["start"]:span["end"]] != span["text"]:
                    fail("text of a span differs", span)


def check_brat():
    known = set(re.findall(r"^([\w-]+)", read(os.path.join(files, "annotation.conf")), re.M))
    n_files = sum(name.endswith(".ann") for _, _, names in os.walk(files) for name in names)
    if n_files != len(list(documents())):
        fail(n_files, "files")
    for folder, _, names in os.walk(files):
        for name in names:
            if name.endswith(".ann"):
                check_ann(read(os.path.join(folder, name)), read(os.path.join(folder, name[:-4] + ".txt")), known)
    for identity, text, annotations in documents():
        if isinstance(identity, str) and identity.endswith(".txt"):
            lines = read(os.path.join(files, identity[:-4] + ".ann")).split("\n")
            if read(os.path.join(files, identity)) != text:
                fail("another text", identity)
            if sum(line.startswith("E") for line in lines) != len(claims(annotations)):
                fail("events and claims differ in number", identity)


def check_ann(content, text, known):
    if content and not content.endswith("\n"):
        fail("no line end")
    ids, types = set(), {}
    for line in content.split("\n")[:-1]:
        fields = line.split("\t")
        if fields[0] in ids:
            fail("an id twice", line)
        ids.add(fields[0])
        if line[0] == "T":
            if len(fields) != 3:
                fail("three columns expected", line)
            kind, places = fields[1].split(" ", 1)
            types[fields[0]] = kind
            if not re.fullmatch(r"[\w-]+", kind) or kind not in known:
                fail("an unknown type", line)
            pieces = []
            last = -1
            for place in places.split(";"):
                start, end = map(int, place.split(" "))
                if not last <= start < end <= len(text) or "\n" in text[start:end] or "\r" in text[start:end]:
                    fail("a wrong fragment", line)
                last = end
                pieces.append(text[start:end])
            if " ".join(pieces) != fields[2]:
                fail("the text differs", line, pieces)
    for line in content.split("\n")[:-1]:
        fields = line.split("\t")
        if line[0] == "E":
            trigger = fields[1].split(" ")[0].split(":")
            if types.get(trigger[1]) != trigger[0]:
                fail("the trigger has another type", line)
            for argument in fields[1].split(" ")[1:]:
                if argument.split(":")[1] not in types:
                    fail("an unknown argument", line)
        elif line[0] == "A" and (len(fields[1].split(" ")) != 3 or fields[1].split(" ")[1] not in ids):
            fail("a wrong attribute", line)
        elif line[0] == "#" and fields[1].split(" ")[1] not in ids:
            fail("a note about nothing", line)


def check_web_annotation():
    lines = read(output).split("\n")[:-1]
    docs = list(documents())
    if len(lines) != len(docs):
        fail(len(lines), "pages for", len(docs), "documents")
    for line, (_, text, annotations) in zip(lines, docs):
        page = json.loads(line)
        if page["@context"] != "http://www.w3.org/ns/anno.jsonld" or page["type"] != "AnnotationPage":
            fail("no page", line[:200])
        ids = [item["id"] for item in page["items"]]
        if len(set(ids)) != len(ids):
            fail("an id twice")
        pieces = sum(1 for a in annotations for key, _ in spans(a) if not (a["type"] == "claim" and key == "content"))
        if len(ids) != len(annotations) + pieces:
            fail(len(ids), "annotations, not", len(annotations) + pieces)
        for item in page["items"]:
            check_web_item(item, text)


def check_web_item(item, text):
    motivations = {"identifying", "classifying", "linking"}
    if item["type"] != "Annotation" or item["motivation"] not in motivations or not item["body"]:
        fail("no annotation", item)
    if re.search(r"[\s<>\"{}|\\^`]", item["id"]):
        fail("no IRI", item["id"])
    for target in item["target"] if isinstance(item["target"], list) else [item["target"]]:
        quote, position = target["selector"]
        start, end = position["start"], position["end"]
        if text[start:end] != quote["exact"] or not text[:start].endswith(quote["prefix"]):
            fail("the selectors disagree", target)
        if not text[end:].startswith(quote["suffix"]) or (end < len(text) and not quote["suffix"]):
            fail("a wrong suffix", target)


def check_conllu():
    content = read(output)
    ids = []
    words = 0
    if content and not content.endswith("\n\n"):
        fail("a sentence is not ended")
    for block in content.split("\n\n")[:-1]:
        comments = [line for line in block.split("\n") if line.startswith("#")]
        rows = [line.split("\t") for line in block.split("\n") if not line.startswith("#")]
        ids += [c[len("# sent_id = "):] for c in comments if c.startswith("# sent_id = ")]
        stated = [c[len("# text = "):] for c in comments if c.startswith("# text = ")]
        built = "".join(row[1] + ("" if "SpaceAfter=No" in row[9].split("|") else " ") for row in rows).rstrip(" ")
        if stated != [built]:
            fail("# text differs from the words", stated, built)
        for number, row in enumerate(rows, 1):
            words += 1
            if len(row) != 10 or row[0] != str(number) or any(not f or re.search(r"\s", f) for f in row):
                fail("a wrong line", row)
            misc = dict(item.split("=", 1) for item in row[9].split("|"))
            if len(misc) != len(row[9].split("|")):
                fail("an attribute twice", row)
    if len(ids) != len(set(ids)):
        fail("a sent_id twice")
    wanted = sum(a["type"] == "entity" for _, _, annotations in documents() for a in annotations)
    if content.count("\tNE=B-") != wanted:
        fail(content.count("\tNE=B-"), "entities, not", wanted)
    wanted = sum(len(claims(annotations)) for _, _, annotations in documents())
    found = len(set(re.findall(r"(?:Claim=|,)(c\d+):", content)))
    if (found > 0) != (wanted > 0):
        fail("claims are missing")


def check_iob2():
    content = read(output)
    if content.count("-DOCSTART-\tO\tO\tO\n") != len(list(documents())):
        fail("documents are missing")
    entities = 0
    for block in content.split("\n\n")[:-1]:
        last = ["O"] * 3
        for line in block.strip("\n").split("\n"):
            row = line.split("\t")
            if len(row) != 4 or re.search(r"\s", row[0]):
                fail("a wrong line", row)
            for i, tag in enumerate(row[1:]):
                if not re.fullmatch(r"O|[BI]-\S+", tag):
                    fail("a wrong tag", row)
                if tag[0] == "I" and last[i][1:] != tag[1:]:
                    fail("I- without what it goes on with", row, last)
                last[i] = tag
            entities += row[3].startswith("B-")
    wanted = sum(a["type"] == "entity" for _, _, annotations in documents() for a in annotations)
    if entities != wanted:
        fail(entities, "entities, not", wanted)


def check_label_studio():
    tasks = json.loads(read(output))
    config = read(os.path.join(files, "label-studio.xml"))
    labels = set(re.findall(r'<Label value="([^"]+)"', config))
    relations = set(re.findall(r'<Relation value="([^"]+)"', config))
    choices = set(re.findall(r'<Choice value="([^"]+)"', config))
    docs = list(documents())
    if len(tasks) != len(docs):
        fail(len(tasks), "tasks for", len(docs), "documents")
    for task, (_, text, annotations) in zip(tasks, docs):
        if task["data"]["text"] != text:
            fail("another text")
        results = task["predictions"][0]["result"]
        regions = {r["id"] for r in results if r["type"] == "labels"}
        if sum(r["type"] == "labels" for r in results) != len(regions):
            fail("a region's id twice")
        for r in results:
            if r["type"] == "relation":
                if r["from_id"] not in regions or r["to_id"] not in regions or set(r["labels"]) - relations:
                    fail("a wrong relation", r)
                continue
            value = r["value"]
            if text[value["start"]:value["end"]] != value["text"]:
                fail("the text differs", r)
            if set(value.get("labels", [])) - labels or set(value.get("choices", [])) - choices:
                fail("the configuration lacks a label", r)
        if len(plain(annotations)) + len(claims(annotations)) > len(regions):
            fail("regions are missing")


def check_csv():
    import csv
    with open(output, encoding="utf-8", newline="") as file:
        content = file.read()
    if content.count("\r\n") != content.count("\n"):
        fail("a cell breaks a line")
    rows = list(csv.DictReader(content.split("\r\n")[:-1]))
    wanted = [a for _, _, annotations in documents() for a in annotations]
    told = [row for row in rows if row["type"] not in ("error", "incomplete")]
    if len(told) != len(wanted):
        fail(len(told), "rows for", len(wanted), "annotations")
    for row, annotation in zip(told, wanted):
        if None in row.values() or None in row:
            fail("a row of another length", row)
        if (row["type"], int(row["start"])) != (annotation["type"], annotation["start"]):
            fail("another order", row)
        if row["type"] == "claim" and "src_via" in annotation and row["speaker"] != annotation["src_name"]:
            fail("another speaker", row)
        if row["type"] == "claim" and annotation["source"] and not row["speaker"]:
            fail("no speaker", row)


def check_html():
    from html.parser import HTMLParser

    class Report(HTMLParser):
        """The text of each article as a reader sees it, without claims' numbers."""
        def __init__(self):
            super().__init__()
            self.texts, self.stack, self.hidden, self.inside = [], [], 0, False

        def handle_starttag(self, tag, attributes):
            attributes = dict(attributes)
            if tag in ("meta", "link", "br"):
                return
            self.stack.append(tag)
            if tag == "section":
                self.inside = attributes.get("class") == "text"
                self.texts += [""] if self.inside else []
            if tag in ("h3", "a"):
                self.hidden += 1

        def handle_endtag(self, tag):
            if self.stack.pop() != tag:
                fail("wrongly nested:", tag)
            if tag in ("h3", "a"):
                self.hidden -= 1
            if tag == "section":
                self.inside = False

        def handle_data(self, data):
            if self.inside and not self.hidden:
                self.texts[-1] += data

    report = Report()
    report.feed(read(output))
    report.close()
    if report.stack:
        fail("not closed:", report.stack)
    plain_text = lambda text: re.sub(r"[\s\x00-\x20\x7f\ufffd\ufeff\u200b]", "", text)
    wanted = [plain_text(text) for _, text, _ in documents()]
    shown = [plain_text(text) for text in report.texts]
    if len(shown) != len(wanted):
        fail(len(shown), "articles, not", len(wanted))
    for a, b in zip(wanted, shown):
        if a != b:
            fail("another text", a[:200], b[:200])


globals()["check_" + format_name.replace("-", "_")]()
