"""The longest time in which the screen answers nothing, while someone does everything there is to do.

    python -m benchmarks.freezes [--minutes 10]

A person's script is pressed into a real pseudo-terminal, over and over: open a document, select a word while the
words' dictionary is loading, toggle the script, find, search the library, import a file and suggest by rules from the
screen, tag. The program's heart (heartbeat.py) tells which beats came late; the hello-world app's heart in the same
minutes tells how much of it is the machine. Before it the same document is opened in one new program after the other,
each so many seconds after its first paint: it gets ahead meanwhile, with what has not been shown yet.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.generated import make_library, text
from benchmarks.rows import Row, as_installed, load, table
from benchmarks.terminals import TimedTerminal
from reader.desk import Desk
from reader.documents.model import Document
from reader.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator

BUDGET_MS = 100
DOCUMENTS = 60  # beside the large one
PARAGRAPHS = 20_000  # of the large one
WAITS = (0.0, 0.3, 0.5, 0.8)  # seconds from the first paint to the Enter that opens a document
OPENINGS = 5  # after each of them


def session(imported: Path, chance: random.Random) -> Iterator[tuple[str, str, float]]:
    """What is pressed: what one does, its keys, and the seconds one rests after them."""
    yield "open a document", "\r", 0.0
    yield "select a word at once", "\x1b[C", 1.0
    yield from (("move", chance.choice(("\x1b[B", "\x1b[6~", "\x1b[A")), 0.05) for _ in range(40))
    yield from (("hold a key down", "\x1b[B", 0.035) for _ in range(600))
    yield "rest", "", 2.0
    yield from (("select words", "\x1b[C", 0.05) for _ in range(20))
    yield from (("toggle the script", "t", 0.5) for _ in range(3))
    yield from (("tag", key, 0.05) for key in ("\x1b[B", "1", "\x1b[B", "2", "\x1b[B", "3"))
    yield from (("find", key, 0.15) for key in ("/", "粮", "食", "\r", "n", "n", "\x1b"))
    yield from (("to the ends", key, 0.2) for key in ("\x1b[F", "\x1b[H"))
    yield "close the document", "q", 0.5
    yield from (("search the library", key, 0.3) for key in ("g", "糧", "食", "", "\x1b[B", "\x1b[6~", "\x1b"))
    yield from (("filter", key, 0.2) for key in ("/", "1", "2", "\r", "\x1b"))
    yield from (("import from the screen", key, 0.2) for key in ("i", str(imported), "\r"))
    yield "import from the screen", "", 4.0
    yield from (("suggest from the screen", key, 0.2) for key in ("t", "\r"))
    yield "suggest from the screen", "", 4.0
    yield from (("labels, numbers", key, 0.5) for key in ("l", "\x1b", "s", "\x1b", "\x1b"))


def make(folder: Path) -> Path:
    """A library of one large document, which is the first in its list, and many small ones."""
    path = folder / "library.db"
    make_library(path, PARAGRAPHS, 5_000)
    with Library(path) as library:
        desk = Desk(library, "bench")
        for number in range(DOCUMENTS):
            library.documents.add(Document(f"b{number:02}.txt", text(400, number), digest=f"{number}"), desk.now())
    return path


class Late(NamedTuple):
    """How late a beat came, and how much of the processor the program had meanwhile, in milliseconds."""

    ms: float
    worked_ms: float

    def __str__(self) -> str:
        return f"{self.ms:.0f} ms, {self.worked_ms:.0f} of them at work"


def longest(minutes: float) -> tuple[dict[str, Late], Late]:
    """The latest beat for each thing one does, and of hello world."""
    late: dict[str, Late] = {}
    with tempfile.TemporaryDirectory(prefix="pizhu-freezes-") as name:
        folder = Path(name)
        library = make(folder)
        imported = folder / "imported.txt"
        ours, others = folder / "beats", folder / "hello-beats"
        until = time.monotonic() + minutes * 60
        with (
            TimedTerminal(heartbeat(others)) as hello,
            TimedTerminal(heartbeat(ours, library)) as terminal,
        ):
            hello.first_paint("00 ")
            terminal.first_paint("a.txt")
            done: list[tuple[float, str]] = [(time.monotonic(), "start")]
            number = 0
            while time.monotonic() < until or number == 0:
                number += 1
                imported.write_text(text(4_000, 1_000 + number), "utf-8")
                for what, keys, rest in session(imported, random.Random(number)):
                    done.append((time.monotonic(), what))
                    terminal.type(keys, rest)
                    hello.type("\x1b[B" if keys else "", 0)
            done.append((time.monotonic(), "end"))
        for when, beat in beats(ours):
            what = next((what for at, what in reversed(done) if at <= when - beat.ms / 1000), "start")
            late[what] = max(late.get(what, beat), beat)
        began = done[0][0]
        floor = max((beat for when, beat in beats(others) if when > began), default=Late(0, 0))
    return late, floor


def openings() -> dict[float, list[float]]:
    """The longest freezes in milliseconds from the Enter that opens a document on, by the seconds waited before it."""
    found: dict[float, list[float]] = {wait: [] for wait in WAITS}
    with tempfile.TemporaryDirectory(prefix="pizhu-freezes-") as name:
        library, late = make(Path(name)), Path(name) / "beats"
        for _ in range(OPENINGS):
            for wait, longest_of in found.items():
                with TimedTerminal(heartbeat(late, library)) as terminal:
                    terminal.first_paint("a.txt", wait)
                    pressed = time.monotonic()
                    terminal.type("\r", 1.5)
                longest_of.append(max((beat.ms for when, beat in beats(late) if when > pressed), default=0.0))
    return found


def heartbeat(path: Path, *library: Path) -> list[str]:
    """The command of a program with a heart: without a library, of the hello-world app."""
    return [sys.executable, "-m", "benchmarks.heartbeat", str(path), *map(str, library)]


def beats(path: Path) -> Iterator[tuple[float, Late]]:
    """When beats came that were late, and how late."""
    for line in path.read_text("ascii").splitlines():
        when, late, worked = map(float, line.split())
        yield when, Late(late * 1000, worked * 1000)


def rows(minutes: float) -> list[Row]:
    """The longest of all, of each thing one does, and of opening a document right after the start."""
    as_installed()
    opened = [
        Row(
            f"… opening a document {wait:g} s after the first paint, median of {OPENINGS}",
            statistics.median(freezes) / BUDGET_MS,
            None,
            ", ".join(f"{ms:.0f}" for ms in sorted(freezes)) + " ms",
        )
        for wait, freezes in openings().items()
    ]
    late, floor = longest(minutes)
    late.pop("start", None)
    if not late:
        return [Row(f"longest freeze ÷ {BUDGET_MS} ms", 0, 1, f"no beat came late; {minutes:g} minutes"), *opened]
    worst = max(late, key=late.__getitem__)
    told = f"{late[worst]} ({worst}); hello world beside it {floor}; {minutes:g} minutes"
    first = Row(f"longest freeze ÷ {BUDGET_MS} ms", late[worst].ms / BUDGET_MS, 1, told)
    others = sorted(late.items(), key=lambda one: -one[1].ms)
    return [first, *(Row(f"… {what}", beat.ms / BUDGET_MS, None, str(beat)) for what, beat in others), *opened]


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    asked = parser.parse_args()
    print(load())
    print(table(rows(asked.minutes)))
    print(load())


if __name__ == "__main__":
    main()
