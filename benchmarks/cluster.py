"""What a Ray cluster gives, beside processes of this machine on the same input.

    python -m benchmarks.cluster [--megabytes 200] [--rounds 2] [--shard-mb 8]

`pizhu tag -o FOLDER/` over generated news, with `--jobs 2` and on a cluster of two nodes with a processor each, in turn,
start-up counted. The nodes run on this machine, in a network namespace of their own with nothing but the loopback in it
(Linux; needs `unshare`). All outputs must be the same bytes. The python that runs this must have Ray: `.[ray]`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from itertools import count
from pathlib import Path

from benchmarks.generated import text
from benchmarks.rows import Row, as_installed, load, table
from tests.tagging.on_ray import HEAD, ISOLATED, loopback_up, node, wait_for_nodes

A_DOCUMENT = 12  # paragraphs: some three kilobytes, as news have


def make(path: Path, megabytes: float) -> int:
    """A file of JSON Lines of about so many megabytes; how many documents there are."""
    size = 0
    with path.open("w", encoding="utf-8") as stream:
        for number in count():
            line = json.dumps({"id": number, "text": text(A_DOCUMENT, number)}, ensure_ascii=False) + "\n"
            stream.write(line)
            size += len(line.encode())
            if size >= megabytes * 1e6:
                return number + 1
    raise AssertionError


def tagged(source: Path, folder: Path, options: list[str]) -> tuple[float, str]:
    """Seconds, and the digest of all that was written, in order."""
    begin = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "reader", "tag", str(source), "-o", f"{folder}/", *options],
        check=True,
        stderr=subprocess.DEVNULL,
    )
    seconds = time.perf_counter() - begin
    digest = hashlib.sha256()
    for part in sorted(folder.glob("part-*")):
        digest.update(part.read_bytes())
    shutil.rmtree(folder)
    return seconds, digest.hexdigest()


def rows(megabytes: float, rounds: int, shard_mb: float) -> list[Row]:
    """The ratio of the medians; exits where two outputs differ."""
    as_installed()
    took: dict[str, list[float]] = {"jobs": [], "ray": []}
    digests = set()
    with tempfile.TemporaryDirectory(prefix="pizhu-cluster-") as name, ExitStack() as stack:
        source = Path(name) / "news.jsonl"
        documents = make(source, megabytes)
        stack.enter_context(node("--head", "--port=6379", "--include-dashboard=false"))
        time.sleep(3)
        stack.enter_context(node(f"--address={HEAD}"))
        wait_for_nodes(2)
        for number in range(rounds):
            ways = [("jobs", ["--jobs", "2"]), ("ray", ["--ray", HEAD])]
            for way, options in ways if number % 2 == 0 else ways[::-1]:
                seconds, digest = tagged(source, Path(name) / way, [*options, "--shard-mb", str(shard_mb)])
                took[way].append(seconds)
                digests.add(digest)
                print(f"{way}: {seconds:.1f} s", file=sys.stderr)
    if len(digests) != 1:
        sys.exit("the outputs differ")
    jobs, ray = statistics.median(took["jobs"]), statistics.median(took["ray"])
    told = f"{documents:,} documents, {megabytes:g} MB: {megabytes / ray:.2f} MB/s ÷ {megabytes / jobs:.2f} MB/s"
    # More is better here, and a budget is the most that may be: so the seconds are compared, at most 1 ÷ 0.8.
    return [Row("Ray on two nodes, seconds ÷ those of `--jobs 2`; same bytes", ray / jobs, 1.25, told)]


def main() -> None:
    """Measures and prints, in a network namespace of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=200)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--shard-mb", type=float, default=8)
    asked = parser.parse_args()
    if ISOLATED not in os.environ:
        command = ["unshare", "-rn", sys.executable, "-m", "benchmarks.cluster", *sys.argv[1:]]
        sys.exit(subprocess.run(command, env={**os.environ, ISOLATED: "1"}, check=False).returncode)
    loopback_up()
    print(load())
    print(table(rows(asked.megabytes, asked.rounds, asked.shard_mb)))
    print(load())


if __name__ == "__main__":
    main()
