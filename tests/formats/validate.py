"""validate.py FORMAT OUTPUT FILES: what the format's own validator, or a peer's reader, says about OUTPUT."""
import glob
import json
import os
import subprocess
import sys
import types

format_name, output, files = sys.argv[1:4]


def fail(*what):
    print(*what)
    sys.exit(1)


def check_jsonl():
    for line in open(output, encoding="utf-8"):
        json.loads(line)


check_csv = check_html = lambda: None           # ./rules.py has the last word, and ../report


def check_conllu():
    """The validator of Universal Dependencies, at level 1."""
    import conllu
    script = os.path.join(os.path.dirname(sys.executable), "udvalidate")
    run = subprocess.run([sys.executable, script, "--lang", "en", "--level", "1", output], capture_output=True, text=True)
    if run.returncode != 0 or "PASSED" not in run.stdout + run.stderr:
        fail(run.stdout, run.stderr)
    conllu.parse(open(output, encoding="utf-8", newline="").read())


def check_iob2():
    """seqeval, strict: reading as IOB2 must give the same chunks as reading leniently."""
    from seqeval.metrics.sequence_labeling import get_entities
    from seqeval.scheme import IOB2, Entities
    rows = [line.rstrip("\n").split("\t") for line in open(output, encoding="utf-8", newline="\n")]
    for column in (1, 2, 3):
        sentences, tags = [], []
        for row in rows:
            if len(row) == 1:
                sentences.append(tags)
                tags = []
            else:
                tags.append(row[column])
        for tags in sentences:
            strict = [(e.tag, e.start, e.end - 1) for e in Entities([tags], IOB2).entities[0]]
            if strict != get_entities(tags):
                fail("not IOB2", tags)


# Of http://www.w3.org/ns/anno.jsonld what we use.
CONTEXT = {
    "oa": "http://www.w3.org/ns/oa#", "as": "http://www.w3.org/ns/activitystreams#", "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "schema": "http://schema.org/", "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/", "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": {"@id": "@id", "@type": "@id"}, "type": {"@id": "@type", "@type": "@vocab"},
    "Annotation": "oa:Annotation", "TextualBody": "oa:TextualBody", "SpecificResource": "oa:SpecificResource",
    "TextQuoteSelector": "oa:TextQuoteSelector", "TextPositionSelector": "oa:TextPositionSelector",
    "AnnotationPage": "as:OrderedCollectionPage", "Software": "as:Application",
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
    "body": {"@type": "@id", "@id": "oa:hasBody"}, "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"}, "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"}, "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "identifying": "oa:identifying", "classifying": "oa:classifying", "linking": "oa:linking", "tagging": "oa:tagging",
    "describing": "oa:describing",
    "generator": {"@type": "@id", "@id": "as:generator"}, "name": "foaf:name", "value": "rdf:value", "format": "dc:format",
    "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix",
    "start": {"@type": "xsd:nonNegativeInteger", "@id": "oa:start"}, "end": {"@type": "xsd:nonNegativeInteger", "@id": "oa:end"},
}


def count_keys(value):
    """Members that must come out as properties of the graph."""
    if isinstance(value, dict):
        return sum(1 + count_keys(v) for k, v in value.items() if k not in ("@context",))
    return sum(map(count_keys, value)) if isinstance(value, list) else 0


def count_properties(value):
    if isinstance(value, dict):
        return sum((0 if k in ("@value", "@list") else 1) + count_properties(v)
                   for k, v in value.items() if not (k == "@type" and "@value" in value)
                   and not (k == "@id" and len(value) == 1))
    return sum(map(count_properties, value)) if isinstance(value, list) else 0


def check_web_annotation():
    """PyLD: every member is a term of the context, every IRI is one."""
    from pyld import jsonld
    jsonld.set_document_loader(lambda url, options: {
        "contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXT}, "contentType": "application/ld+json"})
    for line in open(output, encoding="utf-8", newline="\n"):
        page = json.loads(line)
        expanded = jsonld.expand(page, {"base": "http://example.org/"})
        if count_keys(page) != count_properties(expanded):
            fail(count_keys(page), "members,", count_properties(expanded), "properties")
        for quad in jsonld.to_rdf(expanded)["@default"] if len(line) < 100000 else []:
            if quad["subject"]["type"] == "IRI" and not quad["subject"]["value"].startswith("http"):
                fail("no IRI", quad)


def check_label_studio():
    """Label Studio's SDK: the configuration parses, and every prediction fits it."""
    from label_studio_sdk.label_interface import LabelInterface
    interface = LabelInterface(open(os.path.join(files, "label-studio.xml"), encoding="utf-8").read())
    interface.validate()
    tasks = json.load(open(output, encoding="utf-8"))
    for task in tasks:
        is_valid = interface.validate_task({"data": task["data"]})
        for prediction in task["predictions"]:
            errors = interface.validate_prediction(prediction, return_errors=True)
            if errors:
                fail(errors[:5])
        if not is_valid:
            fail("the task is refused")


def check_brat():
    """brat's own server reads the files and verifies them against annotation.conf."""
    import brat
    server = os.path.join(list(brat.__path__)[0], "server")
    sys.path[:0] = [os.path.join(server, "src"), os.path.join(server, "lib")]
    sys.modules["config"] = types.SimpleNamespace(DATA_DIR=os.path.abspath(files),
                                                  BASE_DIR=os.path.dirname(os.path.abspath(files)), WORK_DIR="work")
    import codecs
    import annotation
    annotation.codecs_open = lambda name, mode, encoding, errors="strict": codecs.open(name, mode.replace("U", ""), encoding, errors)
    import projectconfig
    projectconfig.codecs_open = annotation.codecs_open
    from verify_annotations import verify_annotation
    config = projectconfig.ProjectConfiguration(os.path.abspath(files))
    paths = [p for p in glob.glob(os.path.join(files, "**", "*"), recursive=True) if p.endswith(".ann")]
    if not paths:
        fail("no files")
    for path in paths:
        document = annotation.TextAnnotations(path[:-4])
        if document.failed_lines:
            fail(path, "lines refused:", document.failed_lines)
        issues = verify_annotation(document, config)
        if issues:
            fail(path, [str(issue) for issue in issues][:5])


globals()["check_" + format_name.replace("-", "_")]()
