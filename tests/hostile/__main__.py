"""The long runs: `python -m tests.hostile screens`, `python -m tests.hostile large [CASE…] [--scale 1.0]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.hostile.large import CASES, run_through
from tests.hostile.screens import harm, make_library, walk
from tests.hostile.texts import TEXTS


def main() -> None:
    """Runs one of them and tells what was seen; an assertion that fails ends it."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("screens", help="every text on every screen of a real terminal")
    large = commands.add_parser("large", help="texts that are large in one way only")
    large.add_argument("cases", nargs="*", help="which; all where none is named: " + "; ".join(CASES))
    large.add_argument("--scale", type=float, default=1.0)
    asked = parser.parse_args()
    if asked.command == "screens":
        _screens()
    else:
        _large(asked.cases or list(CASES), asked.scale)


def _screens() -> None:
    with tempfile.TemporaryDirectory(prefix="pizhu-screens-") as folder:
        library = Path(folder) / "library.db"
        make_library(library, TEXTS)
        written = walk(library, TEXTS, rows=100)
    assert harm(written) == set()
    _say(f"{len(TEXTS)} texts on every screen: {len(written):,} characters written to the terminal, none of them harm.")


def _large(cases: list[str], scale: float) -> None:
    for name in cases:
        _say(name)
        with tempfile.TemporaryDirectory(prefix="pizhu-large-") as folder:
            for step in run_through(Path(folder), CASES[name](scale)):
                _say(f"  {step.name:60} {step.seconds:7.2f} s {step.most_mb:7.0f} MB")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
