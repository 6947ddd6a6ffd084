#!/usr/bin/env python3
"""dask_tag.py: tags files of JSON Lines on a Dask cluster, a file of answers for each.

    python3 scripts/batch/dask_tag.py OUTPUT-FOLDER INPUT.jsonl… [--scheduler ADDRESS] [--obelus PATH] [--packs …]

Each INPUT is one task: `obelus tag -o OUTPUT-FOLDER/NAME INPUT`, which leaves the answers whole or not at all, and goes
on where it stopped when a worker is lost and the task runs again. All nodes see the same files. Ends with 0 when every
file is answered.
"""
import argparse
import ctypes
import os
import signal
import subprocess
import sys


def end_with_parent():
    """Lets the kernel end obelus when the worker that started it is lost: the file must be free for the next."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)          # PR_SET_PDEATHSIG


def tag(command, path, output):
    """The path of the answers; raises when obelus does not end with 0, and Dask tries again elsewhere."""
    done = subprocess.run(command + ["-o", output, path], stderr=subprocess.PIPE, preexec_fn=end_with_parent)
    if done.returncode != 0:
        raise RuntimeError(f"{path}: obelus ended with {done.returncode}: {done.stderr.decode(errors='replace').strip()}")
    return output


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("output")
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("--scheduler", help="its address; without one, workers on this machine")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="how many, on this machine")
    parser.add_argument("--obelus", default="obelus")
    parser.add_argument("--packs", default="news.en,security.en")
    options = parser.parse_args()

    from distributed import Client, LocalCluster, as_completed
    command = [options.obelus, "tag", "--jsonl"] + [o for p in options.packs.split(",") for o in ("-p", p)]
    os.makedirs(options.output, exist_ok=True)
    cluster = options.scheduler or LocalCluster(n_workers=options.workers, threads_per_worker=1)
    failed = 0
    with Client(cluster) as client:
        tasks = [client.submit(tag, command, p, os.path.join(options.output, os.path.basename(p)), retries=3, pure=False)
                 for p in options.inputs]
        for task in as_completed(tasks):
            if task.status != "finished":
                failed += 1
                print(f"dask_tag: {task.exception()}", file=sys.stderr)
    if not options.scheduler:
        cluster.close()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
