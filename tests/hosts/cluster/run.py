#!/usr/bin/env python3
"""run.py SOURCE-ROOT OBELUS: scripts/batch/spark.py, dask_tag.py and parallel.sh on the real engines, with workers that
are lost in mid-run. TAP; what is not installed is skipped with the reason.

Not part of the suite: it wants Java and, from PyPI, pyspark pandas pyarrow 'dask[distributed]'; and GNU parallel.
"""
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

root, obelus = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
batch = root / "scripts" / "batch"
os.environ |= {"OBELUS_PATH": str(root / "tests" / "packs"), "OBELUS_PROJECT": "", "SPARK_LOCAL_IP": "127.0.0.1",
               "PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable}
sys.path.insert(0, str(batch))
n = bad = 0


def report(ok, name, note=""):
    global n, bad
    n += 1
    bad += not ok
    print(("ok" if ok else "not ok") + f" {n} - cluster/{name}" + note, flush=True)


def lacks(*modules):
    return [m for m in modules if importlib.util.find_spec(m) is None]


def write_corpus(path, size):
    with open(path, "w") as file:
        for i in range(size):
            text = "Lena Orbak said that it rained in Kellmar. Zoë Tarn slept.\r\n" * (1 + i % 7)
            record = {"id": i if i % 3 else f"doc-{i}", "text": text, "date": "2026-03-16"}
            if i % 101 == 7:
                del record["text"]      # a bad record, which its id names wherever it is tagged
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def tag(path, *more):
    return subprocess.run([obelus, "tag", "-p", "tiny", "--jsonl", *more, path], stdout=subprocess.PIPE, check=True,
                          stderr=subprocess.DEVNULL).stdout


def descendants(pid):
    found, queue = [], [pid]
    while queue:
        out = subprocess.run(["pgrep", "-P", str(queue.pop())], stdout=subprocess.PIPE).stdout
        children = [int(p) for p in out.split()]
        found += children
        queue += children
    return found


def command_line(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def kill_one(process, what, after, parent=False):
    """Kills, `after` seconds from its appearance, one process below `process` whose command line has `what`, or the
    parent of it."""
    killed = []

    def hunt():
        while process.poll() is None and not killed:
            for pid in descendants(process.pid):
                if what in command_line(pid):
                    time.sleep(after)
                    if parent:
                        pid = int(subprocess.run(["ps", "-o", "ppid=", "-p", str(pid)], stdout=subprocess.PIPE).stdout or 0)
                    if pid > 1:
                        os.kill(pid, signal.SIGKILL)
                        killed.append(pid)
                    return
            time.sleep(0.2)
    thread = threading.Thread(target=hunt)
    thread.start()
    return thread, killed


def normal(rows):
    return sorted(json.dumps(r, sort_keys=True, ensure_ascii=False) for r in rows)


def test_spark(scratch):
    missing = lacks("pyspark", "pandas", "pyarrow")
    if missing or not shutil.which("java"):
        return report(True, "Spark", f" # SKIP there is no {', '.join(missing) or 'Java'} here")
    import pyarrow.parquet
    import spark
    corpus = scratch / "corpus.jsonl"
    write_corpus(corpus, 600)
    texts = scratch / "texts"
    texts.mkdir()
    (texts / "2026-01-05 a.txt").write_text("Zoë Tarn warned that Kellmar sleeps.")
    slow = scratch / "slow-obelus"
    slow.write_text(f"#!/bin/sh\nsleep 3\nexec {obelus} \"$@\"\n")
    slow.chmod(0o755)
    wanted = normal(r for line in tag(corpus).split(b"\n") if line for r in spark.rows(line))

    def run(name, source, program, master, victim=None, expects=wanted):
        output = scratch / name.replace(" ", "-")
        process = subprocess.Popen(
            [sys.executable, batch / "spark.py", source, output, "--obelus", program, "--packs", "tiny", "--partitions", "8",
             "--master", master], stdout=subprocess.DEVNULL, stderr=open(scratch / "spark.log", "w"))
        thread, killed = kill_one(process, victim, 8) if victim else (None, [1])
        code = process.wait()
        if thread:
            thread.join()
        found = pyarrow.parquet.read_table(output).to_pylist() if code == 0 else []
        ok = code == 0 and killed and (normal(found) == expects if expects else found)
        if not ok:
            print(f"# exit code {code}, killed {killed}, {len(found)} rows of {len(wanted)}")
            print("# " + (scratch / "spark.log").read_text()[-2000:].replace("\n", "\n# "))
        report(bool(ok), name)
        return found

    cluster = "local-cluster[3,1,1024]"
    run("Spark gives the rows of the command line", corpus, obelus, "local[2]")
    run("an executor killed in mid-run changes nothing", corpus, slow, cluster, "CoarseGrainedExecutorBackend")
    found = run("a folder of texts is read", texts, obelus, "local[1]", expects=None)
    report([(r["type"], r["text"]) for r in found][1:] == [("entity", "Zoë Tarn"), ("entity", "Kellmar")]
           and found[0]["source"] == "Zoë Tarn" and found[0]["content"] == "that Kellmar sleeps", "its annotations are there")
    for name, program in (("an exit code other than 0 fails the job", "exit 74"), ("a worker that dies fails the job", "kill -9 $$"),
                          ("a missing answer fails the job", f"{obelus} \"$@\" | head -n 3")):
        broken = scratch / "broken-obelus"
        broken.write_text(f"#!/bin/sh\n{program}\n")
        broken.chmod(0o755)
        try:
            list(spark.answers(iter(corpus.read_text().splitlines()[:50]), [str(broken), "tag", "-p", "tiny", "--jsonl", "-"]))
            report(False, name)
        except spark.WorkerFailed:
            report(True, name)


def test_dask(scratch):
    missing = lacks("dask", "distributed")
    if missing:
        return report(True, "Dask", f" # SKIP there is no {', '.join(missing)} here")
    inputs = []
    for i in range(6):
        inputs.append(scratch / f"part-{i}.jsonl")
        write_corpus(inputs[-1], 200 + i)
    slow = scratch / "slower-obelus"
    slow.write_text(f"#!/bin/sh\nsleep 2\nexec {obelus} \"$@\"\n")
    slow.chmod(0o755)
    output = scratch / "answers"
    process = subprocess.Popen([sys.executable, batch / "dask_tag.py", output, *inputs, "--workers", "2", "--obelus", slow,
                                "--packs", "tiny"], stderr=open(scratch / "dask.log", "w"))
    thread, killed = kill_one(process, "slower-obelus", 0.5, parent=True)
    code = process.wait()
    thread.join()
    same = all((output / p.name).read_bytes() == tag(p) for p in inputs) if code == 0 else False
    if not (same and killed):
        print("# " + (scratch / "dask.log").read_text()[-2000:].replace("\n", "\n# "))
    report(bool(same and killed), "Dask gives the answers of the command line, though a worker is killed")
    report(sorted(p.name for p in output.iterdir()) == sorted(p.name for p in inputs), "nothing half-written is left")


def test_parallel(scratch):
    if not shutil.which("parallel"):
        return report(True, "GNU parallel", " # SKIP there is no parallel here")
    corpus, output = scratch / "ids.jsonl", scratch / "parallel.jsonl"
    write_corpus(corpus, 3000)
    environment = os.environ | {"OBELUS": str(obelus), "OBELUS_BLOCK": "50k", "PARALLEL": "--jobs 3"}
    code = subprocess.run([batch / "parallel.sh", output, corpus, "-p", "tiny"], env=environment).returncode
    report(code == 0 and output.read_bytes() == tag(corpus), "parallel gives the answers of the command line, in order")
    broken = scratch / "broken"
    broken.write_text("#!/bin/sh\ncat >/dev/null\nexit 70\n")
    broken.chmod(0o755)
    output.unlink()
    code = subprocess.run([batch / "parallel.sh", output, corpus], env=environment | {"OBELUS": str(broken)},
                          stderr=subprocess.DEVNULL).returncode
    report(code != 0 and not output.exists(), "parallel tells a worker that fails, and leaves no output")


with tempfile.TemporaryDirectory() as folder:
    test_parallel(Path(folder))
    test_dask(Path(folder))
    test_spark(Path(folder))
print(f"1..{n}")
sys.exit(bad > 0)
