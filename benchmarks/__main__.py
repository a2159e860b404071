"""Runs every part of the suite and writes its table and its picture.

    python -m benchmarks [--quick] [--minutes 10] [--slate PYTHON] [--results benchmarks/RESULTS.md] [--plot docs/cost.png]

`--quick` takes small sizes and few rounds: a look, no figures to keep. README.md here tells what is measured.
"""

from __future__ import annotations

import argparse
import platform
from pathlib import Path

from benchmarks import freezes, library, screen, startup
from benchmarks.rows import load, table

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Measures, prints, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="small sizes, few rounds")
    parser.add_argument("--minutes", type=float, default=10, help="of scripted use, for the longest freeze")
    parser.add_argument("--slate", metavar="PYTHON", help="one that has slate-nlp")
    parser.add_argument("--results", type=Path, default=ROOT / "benchmarks" / "RESULTS.md")
    parser.add_argument("--plot", type=Path, default=ROOT / "docs" / "cost.png")
    asked = parser.parse_args()
    rounds, minutes = (2, 0.5) if asked.quick else (5, asked.minutes)
    size = (10, 20_000) if asked.quick else (100, 1_000_000)
    told = [f"Python {platform.python_version()}, {platform.system()} {platform.machine()}; before: {load()}"]
    parts = {
        "The screen": lambda: screen.rows(screen.measured(asked.quick, rounds, asked.slate, asked.plot)),
        "Freezes": lambda: freezes.rows(minutes),
        "The library": lambda: library.rows(*size, rounds=1 if asked.quick else 3),
        "The command line": startup.rows,
    }
    text = ["# What it costs", "", "Written by `make bench`; README.md here tells what each line is.", ""]
    for title, measure in parts.items():
        print(f"== {title}")
        written = table(measure())
        print(written)
        text += [f"## {title}", "", written, ""]
        told.append(f"after {title.lower()}: {load()}")
    asked.results.write_text("\n".join([*text, *(f"- {one}" for one in told), ""]), "utf-8")


if __name__ == "__main__":
    main()
