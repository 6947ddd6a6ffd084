#!/usr/bin/env python3
"""spark.py: tags articles in Apache Spark and writes the annotations as Parquet.

    spark-submit scripts/batch/spark.py INPUT OUTPUT [--obelus PATH] [--packs news.en,security.en] [--master URL]

INPUT is a folder of *.txt (a file is an article, its path the id, its date the YYYY-MM-DD in the path) or of *.jsonl
({"id", "text", "date"} a line), on any file system that Spark reads. OUTPUT becomes a folder of Parquet with the columns

    id, type, label, start, end, text, name, source, cue, content, factuality, rule, json

one row for each annotation, `json` being the whole of it; and one row of the type "error" (label: the code, text: the
message) for each article that could not be tagged, so that what went in can be counted.

Each partition runs one `obelus tag --jsonl -` that answers line for line; it must be installed on every node at the same
path, or be shipped (`--files`). An exit code other than 0, or an answer too few or too many, fails the task, and Spark
runs it again elsewhere: the answers are the same bytes wherever they are given, so the table is the same, however often
executors are lost.
"""
import argparse
import json
import re
import subprocess
import threading

COLUMNS = ["id", "type", "label", "start", "end", "text", "name", "source", "cue", "content", "factuality", "rule", "json"]
SCHEMA = ", ".join(f"`{c}` {'long' if c in ('start', 'end') else 'string'}" for c in COLUMNS)


class WorkerFailed(RuntimeError):
    """obelus ended badly, or did not answer each line by one line."""


def answers(lines, command):
    """Yields the answer of `command` to each of `lines` (str without line ends), in order.

    A thread feeds the worker while its answers are read, so that neither waits for the other for ever."""
    worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    asked = [0]
    failure = []

    def feed():
        try:
            with worker.stdin:
                for line in lines:
                    worker.stdin.write(line.encode() + b"\n")
                    asked[0] += 1
        except BrokenPipeError:
            pass                        # the exit code tells why
        except BaseException as error:  # of whoever makes the lines; the reader must hear of it
            failure.append(error)

    feeder = threading.Thread(target=feed, daemon=True)
    feeder.start()
    answered = 0
    try:
        for answer in worker.stdout:
            answered += 1
            yield answer.decode()
        code = worker.wait()
        feeder.join()
    finally:
        if worker.poll() is None:
            worker.kill()
            worker.wait()
    if failure:
        raise failure[0]
    if code != 0 or answered != asked[0]:
        raise WorkerFailed(f"{command[0]} ended with {code} after {answered} answers to {asked[0]} documents")


def text_of(span):
    spans = span if isinstance(span, list) else [span]
    return " … ".join(s["text"] for s in spans if s) or None


def rows(answer):
    """The rows of COLUMNS for one answer."""
    record = json.loads(answer)
    id_ = record.get("id", record.get("line"))
    id_ = id_ if isinstance(id_, str) else json.dumps(id_, ensure_ascii=False)
    if "error" in record:
        error = record["error"]
        yield dict.fromkeys(COLUMNS) | {"id": id_, "type": "error", "label": error["code"], "text": error["message"]}
    for a in record.get("annotations", []):
        row = dict.fromkeys(COLUMNS) | {c: a[c] for c in COLUMNS if isinstance(a.get(c), (str, int))}
        row |= {c: text_of(a[c]) for c in ("source", "cue", "content") if a.get(c)}
        row |= {"id": id_, "json": json.dumps(a, ensure_ascii=False, separators=(",", ":"))}
        yield row


def tag_partition(command):
    """What mapInPandas wants: from batches of the column `value` (lines of JSON) to batches of COLUMNS."""
    def tag(batches):
        import pandas as pd
        lines = (line for batch in batches for line in batch["value"])
        found = []
        for answer in answers(lines, command):
            found.extend(rows(answer))
            if len(found) >= 10000:
                yield pd.DataFrame(found, columns=COLUMNS).astype({"start": "Int64", "end": "Int64"})
                found = []
        yield pd.DataFrame(found, columns=COLUMNS).astype({"start": "Int64", "end": "Int64"})
    return tag


def record_of(path, text):
    day = re.search(r"\d{4}-\d\d-\d\d", path)
    return json.dumps({"id": path, "text": text} | ({"date": day[0]} if day else {}), ensure_ascii=False)


def read_lines(spark, path, partitions):
    """A table with the column `value`: a line of JSON for each article below `path`."""
    texts = spark.read.option("recursiveFileLookup", True).option("pathGlobFilter", "*.txt").option("wholetext", True)
    from pyspark.sql import functions as f
    record = f.udf(record_of, "string")
    files = texts.text(path).select(record(f.input_file_name(), "value").alias("value"))
    lines = spark.read.option("recursiveFileLookup", True).option("pathGlobFilter", "*.jsonl").option("lineSep", "\n").text(path)
    both = files.unionByName(lines)
    return both.repartition(partitions) if partitions else both


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("input")
    parser.add_argument("output")
    parser.add_argument("--obelus", default="obelus", help="the program, as every node finds it")
    parser.add_argument("--packs", default="news.en,security.en")
    parser.add_argument("--partitions", type=int, default=0, help="how many; about three for each core")
    parser.add_argument("--master", help="for trying: local[4], local-cluster[2,1,1024]")
    options = parser.parse_args()

    from pyspark.sql import SparkSession
    builder = SparkSession.builder.appName("obelus")
    spark = (builder.master(options.master) if options.master else builder).getOrCreate()
    command = [options.obelus, "tag", "--jsonl"] + [o for p in options.packs.split(",") for o in ("-p", p)] + ["-"]
    tagged = read_lines(spark, options.input, options.partitions).mapInPandas(tag_partition(command), SCHEMA)
    tagged.write.mode("overwrite").parquet(options.output)
    spark.stop()


if __name__ == "__main__":
    main()
