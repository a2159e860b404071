"""What the command line costs before it does anything: `pizhu --help` beside the library it is made with.

python -m benchmarks.startup
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from benchmarks.rows import Row, as_installed, table

ROUNDS = 15
HELP = [sys.executable, "-m", "reader", "--help"]
CLICK = [sys.executable, "-c", "import click"]


def rows(rounds: int = ROUNDS) -> list[Row]:
    """Both programs in turn; the median of each."""
    as_installed()
    took: dict[str, list[float]] = {"help": [], "click": []}
    for _ in range(rounds):
        for name, command in (("help", HELP), ("click", CLICK)):
            begin = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            took[name].append((time.perf_counter() - begin) * 1000)
    ours, floor = statistics.median(took["help"]), statistics.median(took["click"])
    return [Row("`pizhu --help` ÷ `python -c 'import click'`", ours / floor, 2, f"{ours:.0f} ms ÷ {floor:.0f} ms")]


if __name__ == "__main__":
    print(table(rows()))
