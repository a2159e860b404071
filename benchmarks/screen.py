"""What the screen costs, against a hello-world app in the same run, and against the size of the document.

    python -m benchmarks.screen [--quick] [--slate PYTHON] [--plot docs/cost.png]

Prints ratios with the budget beside each. `--slate` is a Python that has slate-nlp,
an annotation tool for the terminal, as the peer.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import sys
import tempfile
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import peer
from benchmarks.generated import make_library
from benchmarks.generated import text as generated
from benchmarks.picture import draw
from benchmarks.rows import Row, as_installed, by_pairs, load, table
from benchmarks.terminals import TimedTerminal

if TYPE_CHECKING:
    from collections.abc import Iterator

HELLO = [sys.executable, str(Path(__file__).with_name("hello.py"))]
SIZES = (20, 1_000, 20_000, 1_000_000)
MARKS = (10, 1_000, 100_000)
KEYS = {"Down": 48, "Right": 32}  # presses a round: as many there as back
TAGS = 10
STARTS = 12  # of hello world, the smallest and the largest document, in turn
FIRST = 3  # presses in a document that has just been opened


@dataclass(slots=True)
class Cost:
    """What was measured of one program at one size, in milliseconds; `sign` and `opened`: what it paints when it is so."""

    command: list[str]
    sign: str
    opened: str = ""
    starts: list[float] = field(default_factory=list)  # to the first paint
    opens: list[float] = field(default_factory=list)
    keys: dict[str, list[float]] = field(default_factory=dict)
    first: list[list[float]] = field(default_factory=list)  # the first ↓, by the round
    memory_mb: float = 0

    @contextmanager
    def started(self) -> Iterator[TimedTerminal]:
        """The program in a terminal, with its document open where it has one; how long that took is kept."""
        with TimedTerminal(self.command) as terminal:
            self.starts.append(terminal.first_paint(self.sign) * 1000)
            if self.opened:
                self.opens.append(terminal.press("Enter", self.opened))
            yield terminal

    def key(self, name: str, share: float = 0.95) -> float:
        """A quantile of a key's milliseconds."""
        values = sorted(self.keys[name])
        return values[min(len(values) - 1, int(share * len(values)))]


def there_and_back(terminal: TimedTerminal, key: str, count: int) -> list[float]:
    """Milliseconds of each press; eight one way, eight the other, so that none is at an end, where nothing is painted."""
    back = {"Down": "Up", "Right": "Left"}.get(key, key)
    return [terminal.press(key if number % 16 < 8 else back) for number in range(count)]


def reader(library: Path) -> list[str]:
    """The command that opens a library's only document where one left off."""
    return [sys.executable, "-m", "reader", "--db", str(library), "--annotator", "bench"]


@dataclass(slots=True)
class Costs:
    """All that was measured of the screen."""

    hello: Cost
    ours: dict[tuple[int, int], Cost]  # by paragraphs and annotations
    commits: list[float]
    slate: list[float]  # milliseconds a key of the peer, where it was asked for
    sizes: tuple[int, ...]
    marks: tuple[int, ...]


def measured(quick: bool, rounds: int, slate: str | None, picture: Path | None) -> Costs:
    """Runs all sizes in turn, round after round: what disturbs the machine disturbs all."""
    sizes, marks = (SIZES[:3], MARKS[:3]) if quick else (SIZES, MARKS)
    middle = sizes[2]
    as_installed()
    with tempfile.TemporaryDirectory(prefix="pizhu-bench-") as folder:
        points = [(size, marks[0]) for size in sizes] + [(middle, count) for count in marks[1:]]
        hello, commits, costs = Cost(HELLO, "00 "), list[float](), dict[tuple[int, int], Cost]()
        for size, count in points:
            path = Path(folder) / f"{size}-{count}.db"
            make_library(path, size, count)
            costs[size, count] = Cost(reader(path), "a.txt", f"/{size} ")
        for _ in range(2 if quick else STARTS):
            for cost in (hello, costs[points[0]], costs[points[len(sizes) - 1]]):
                with cost.started():
                    pass
        for _ in range(rounds):
            with hello.started() as terminal:
                hello.keys.setdefault("Down", []).extend(there_and_back(terminal, "Down", KEYS["Down"]))
            for cost in costs.values():
                with cost.started() as terminal:
                    for key, times in KEYS.items():
                        took = there_and_back(terminal, key, times)
                        cost.keys.setdefault(key, []).extend(took)
                        if key == "Down":
                            cost.first.append(took[:FIRST])
                    cost.keys.setdefault("3", []).extend(_tag(terminal) for _ in range(TAGS))
                    cost.memory_mb = terminal.memory_mb()
            commits += bare_commits(Path(folder) / "bare.db")
        found = Costs(hello, costs, commits, _peer(slate, Path(folder)) if slate else [], sizes, marks)
    if picture:
        draw(picture, found)
    return found


def _peer(python: str, folder: Path) -> list[float]:
    try:
        return peer.keys(python, folder)
    except (EOFError, TimeoutError) as error:
        print(f"the peer could not be measured: {error}")
        return []


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="small sizes, few rounds")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--slate", metavar="PYTHON")
    parser.add_argument("--plot", type=Path)
    asked = parser.parse_args()
    print(load())
    print(table(rows(measured(asked.quick, 2 if asked.quick else asked.rounds, asked.slate, asked.plot))))
    print(load())


def _tag(terminal: TimedTerminal) -> float:
    """Tags the next paragraph; taken back, so that it is not tagged already in the next round."""
    terminal.press("Down")
    took = terminal.press("3")
    terminal.press("u")
    return took


def bare_commits(path: Path, count: int = 20) -> list[float]:
    """Milliseconds of a commit of one row as long as an annotation's, as safe as the library's."""
    import time

    took = []
    with closing(sqlite3.connect(path)) as database:
        database.execute("pragma journal_mode = wal")
        database.execute("pragma synchronous = full")
        database.execute("create table if not exists rows (id integer primary key, content text)")
        for _ in range(count):
            begin = time.perf_counter()
            with database:
                database.execute("insert into rows (content) values (?)", ["批" * 300])
            took.append((time.perf_counter() - begin) * 1000)
    return took


def rows(found: Costs) -> list[Row]:
    """The ratios, each with its budget and the times behind it."""
    hello, costs, sizes = found.hello, found.ours, found.sizes
    small, large = costs[sizes[0], found.marks[0]], costs[sizes[-1], found.marks[0]]
    floor = hello.key("Down")
    made = [
        Row(
            what,
            by_pairs(ours, others),
            budget,
            f"{statistics.median(ours):.0f} ms ÷ {statistics.median(others):.0f} ms",
        )
        for what, ours, others, budget in (
            ("start to library painted ÷ hello world", small.starts, hello.starts, 1.3),
            (f"… {sizes[-1]:,} ÷ {sizes[0]} paragraphs", large.starts, small.starts, 1.15),
            (f"opening a document, {sizes[-1]:,} ÷ {sizes[0]} paragraphs", large.opens, small.opens, 1.2),
        )
    ]
    for (size, count), cost in costs.items():
        at = f"{size:,} paragraphs, {count:,} annotations"
        for key, sign in (("Down", "↓"), ("Right", "→")):
            told = f"{cost.key(key):.1f} ms ÷ {floor:.1f} ms"
            made.append(Row(f"{sign} p95 ÷ hello world's ↓; {at}", cost.key(key) / floor, 1.3, told))
    for key, sign in (("Down", "↓"), ("Right", "→")):
        for share, name in ((0.5, "median"), (0.95, "p95")):
            worst, least = max(cost.key(key, share) for cost in costs.values()), small.key(key, share)
            told = f"{worst:.1f} ms ÷ {least:.1f} ms"
            made.append(Row(f"{sign} {name}, worst size ÷ smallest", worst / least, 1.2, told))
    firsts = [statistics.median(each) for each in zip(*large.first, strict=True)]
    made.append(
        Row(
            f"the first {FIRST} ↓ after a document of {sizes[-1]:,} paragraphs is opened, slowest ÷ its median ↓",
            max(firsts) / large.key("Down", 0.5),
            None,
            ", ".join(f"{each:.1f}" for each in firsts) + " ms",
        )
    )
    bare = statistics.median(found.commits) + hello.key("Down", 0.5)
    tags = small.key("3", 0.5)
    made.append(
        Row("tag, committed and painted ÷ (bare commit + one paint)", tags / bare, 2, f"{tags:.1f} ms ÷ {bare:.1f} ms")
    )
    in_python = sys.getsizeof(generated(sizes[-1])) / 1e6
    told = f"{large.memory_mb:.0f} MB less {small.memory_mb:.0f} MB ÷ {in_python:.0f} MB"
    made.append(
        Row(
            f"memory, {sizes[-1]:,} paragraphs over {sizes[0]} ÷ the text in Python",
            (large.memory_mb - small.memory_mb) * 1.048576 / in_python,
            4,
            told,
        )
    )
    if found.slate:
        theirs, ours = statistics.median(found.slate), costs[sizes[2], found.marks[-1]].key("Right", 0.5)
        told = f"{theirs:.0f} ms; hello world's {hello.key('Down', 0.5):.1f} ms"
        made.append(
            Row(
                f"SLATE's key at {peer.SPANS:,} spans, median ÷ hello world's",
                theirs / hello.key("Down", 0.5),
                None,
                told,
            )
        )
        told = f"{theirs:.0f} ms ÷ {ours:.1f} ms"
        made.append(Row(f"… ÷ our → at {found.marks[-1]:,} annotations, median", theirs / ours, None, told))
    return made


if __name__ == "__main__":
    main()
