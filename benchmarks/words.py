"""Measures words cut by rjieba, which `pizhu[fast]` installs, against jieba's.

    python benchmarks/words.py TEXTS.jsonl… [--characters N]

Each line of a file is a record with a "text"; the first N characters (500000) of each file are cut. F1 is that of
the boundaries between words, with jieba's for the truth.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from reader.text.words import Segmenter


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--characters", type=int, default=500_000)
    arguments = parser.parse_args()
    plain, fast = Segmenter(), Segmenter(fast=True)
    plain.load()
    fast.load()
    for file in arguments.files:
        records = file.read_text("utf-8").splitlines()
        lines = "".join(json.loads(record)["text"] for record in records)[: arguments.characters].splitlines()
        truth, seconds = boundaries(plain, lines)
        found, fast_seconds = boundaries(fast, lines)
        f1 = 2 * len(truth & found) / (len(truth) + len(found))
        print(f"{file.name}: boundary F1 {f1:.4f}, {seconds / fast_seconds:.1f} times as fast")


def boundaries(segmenter: Segmenter, lines: list[str]) -> tuple[set[tuple[int, int]], float]:
    """Where words end, by line and offset, and the seconds that took."""
    start = time.perf_counter()
    words = [segmenter.words(line) for line in lines]
    seconds = time.perf_counter() - start
    return {(number, span.end) for number, spans in enumerate(words) for span in spans}, seconds


if __name__ == "__main__":
    main()
