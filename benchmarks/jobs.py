"""Measures what a second process gives: python -m benchmarks.jobs FILE.jsonl [--times 8] [--rounds 3].

`pizhu tag` over the file, written --times after itself, with one process and with two, in turn, start-up and writing
counted; the shortest of each. Then the processor's time of all processes together, which a busy machine changes less.
What is tagged should come to 60 MB or more. Both must write the same bytes. A machine that does anything else at the
time shows less than there is.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--times", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rules", default="zh-gov")
    options = parser.parse_args()
    spent: dict[int, float] = {}
    worked: dict[int, float] = {}
    digests = set()
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.jsonl", Path(folder) / "out.jsonl"
        source.write_bytes(options.file.read_bytes() * options.times)
        size = source.stat().st_size
        for _ in range(options.rounds):
            for jobs in (1, 2):
                start, before = time.perf_counter(), _worked()
                command = ["tag", source, "-o", target, "--rules", options.rules, "--jobs", str(jobs)]
                subprocess.run([sys.executable, "-m", "reader", *map(str, command)], check=True)
                spent[jobs] = min(spent.get(jobs, float("inf")), time.perf_counter() - start)
                worked[jobs] = min(worked.get(jobs, float("inf")), _worked() - before)
                digests.add(hashlib.sha256(target.read_bytes()).hexdigest())
    print(f"{size / 1e6:.1f} MB: one process {spent[1]:.2f} s, two {spent[2]:.2f} s")
    print(f"the processor's time: {worked[1]:.1f} s, {worked[2]:.1f} s: shared evenly, {2 * worked[1] / worked[2]:.2f}")
    print(
        f"ratio {spent[1] / spent[2]:.2f}; load of the machine {os.getloadavg()[0]:.1f}; same bytes: {len(digests) == 1}"
    )


def _worked() -> float:
    times = os.times()
    return times.children_user + times.children_system


if __name__ == "__main__":
    main()
