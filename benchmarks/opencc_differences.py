"""Counts the characters that convert otherwise than in OpenCC itself, and shows the first of them.

    python benchmarks/opencc_differences.py PYTHON TEXTS.jsonl…

PYTHON is one that has the package `opencc`; each line of a file is a record with a "text".
"""

from __future__ import annotations

import json
import subprocess
import sys
from difflib import SequenceMatcher
from pathlib import Path

from reader.text.scripts import CHAINS, chain

REFERENCE = """
import json, sys, opencc
convert = opencc.OpenCC(sys.argv[1]).convert
json.dump([convert(text) for text in json.load(sys.stdin)], sys.stdout)
"""


def main() -> None:
    """Compares every conversion that OpenCC has, both ways, over every text."""
    python, *files = sys.argv[1:]
    for file in files:
        texts = [json.loads(line)["text"] for line in Path(file).read_text("utf-8").splitlines()]
        for name in CHAINS.keys() - {"t2twp"}:
            done = subprocess.run(
                [python, "-c", REFERENCE, name],
                input=json.dumps(texts),
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
            differ = 0
            for text, expected in zip(texts, json.loads(done.stdout), strict=True):
                ours = chain(name).convert(text).view
                if ours != expected:
                    differ += changed(ours, expected)
            print(f"{Path(file).name} {name:6} {sum(map(len, texts)):9} characters, {differ} differ")


def changed(ours: str, expected: str) -> int:
    """How many characters of the longer text are not in the other; the first place is printed."""
    count = 0
    for kind, a, b, c, d in SequenceMatcher(None, ours, expected, autojunk=False).get_opcodes():
        if kind != "equal":
            if not count:
                print(f"  {ours[max(0, a - 8) : b + 8]!r} and not {expected[max(0, c - 8) : d + 8]!r}")
            count += max(b - a, d - c)
    return count


if __name__ == "__main__":
    main()
