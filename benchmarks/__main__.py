"""Runs every part of the suite and writes its table and its picture.

    python -m benchmarks [--quick] [--minutes 10] [--slate PYTHON] [--ray PYTHON]
        [--results benchmarks/RESULTS.md] [--plot docs/cost.png]

`--quick` takes small sizes and few rounds: a look, no figures to keep. README.md here tells what is measured.
"""

from __future__ import annotations

import argparse
import platform
import subprocess
import sys
import time
import traceback
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import freezes, library, screen, startup
from benchmarks.rows import load, table

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Measures, prints, and writes what there is after each part: one that stops or fails takes nothing with it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="small sizes, few rounds")
    parser.add_argument("--minutes", type=float, default=10, help="of scripted use, for the longest freeze")
    parser.add_argument("--slate", metavar="PYTHON", help="one that has slate-nlp")
    parser.add_argument("--ray", metavar="PYTHON", help="one that has pizhu[ray]")
    parser.add_argument("--results", type=Path, default=ROOT / "benchmarks" / "RESULTS.md")
    parser.add_argument("--plot", type=Path, default=ROOT / "docs" / "cost.png")
    asked = parser.parse_args()
    if find_spec("matplotlib") is None:
        sys.exit("The picture needs matplotlib: pip install -e '.[bench]'")
    rounds, minutes = (2, 0.5) if asked.quick else (5, asked.minutes)
    size = (10, 20_000, 1) if asked.quick else (100, 800_000, 5)
    parts: dict[str, Callable[[], str]] = {
        "The command line": lambda: table(startup.rows()),
        "The screen": lambda: table(screen.rows(screen.measured(asked.quick, rounds, asked.slate, asked.plot))),
        "The library": lambda: table(library.rows(*size)),
        "Freezes": lambda: table(freezes.rows(minutes)),
    }
    if asked.ray:
        parts["Ray"] = lambda: on_ray(asked.ray, 10 if asked.quick else 200)
    told = [f"Python {platform.python_version()}, {platform.system()} {platform.machine()}; before: {load()}"]
    text = ["# What it costs", "", "Written by `make bench`; README.md here tells what each line is.", ""]
    for title, measure in parts.items():
        print(f"== {title}", flush=True)
        began = time.monotonic()
        try:
            written = measure()
        except Exception:  # noqa: BLE001 - the other parts are worth their minutes all the same
            traceback.print_exc()
            written = "This part failed."
        print(written, flush=True)
        text += [f"## {title}", "", written, ""]
        told.append(f"after {title.lower()}, {(time.monotonic() - began) / 60:.1f} minutes: {load()}")
        asked.results.write_text("\n".join([*text, *(f"- {one}" for one in told), ""]), "utf-8")


def on_ray(python: str, megabytes: float) -> str:
    """The table of benchmarks.cluster, run by a Python that has Ray."""
    command = [python, "-m", "benchmarks.cluster", "--megabytes", str(megabytes)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return "\n".join(line for line in done.stdout.split("\n") if line.startswith("|"))


if __name__ == "__main__":
    main()
