"""What the screen costs, against a hello-world app in the same run, and against the size of the document.

    python benchmarks/screen.py [--quick] [--slate PYTHON] [--plot docs/cost.png]

Prints ratios with the budget beside each; times are printed, never judged. `--slate` is a Python that has slate-nlp,
an annotation tool for the terminal, as the peer.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import statistics
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.generated import make_library
from benchmarks.generated import text as generated
from benchmarks.terminals import TimedTerminal

HELLO = [sys.executable, str(Path(__file__).with_name("hello.py"))]
SIZES = (20, 1_000, 20_000, 1_000_000)
MARKS = (10, 1_000, 100_000)


@dataclass(slots=True)
class Cost:
    """What was measured of one program at one size: seconds to the first paint, milliseconds a key."""

    starts: list[float] = field(default_factory=list)
    keys: dict[str, list[float]] = field(default_factory=dict)
    memory_mb: float = 0

    @property
    def start(self) -> float:
        """The median."""
        return statistics.median(self.starts)

    def key(self, name: str, share: float = 0.95) -> float:
        """A quantile of a key's milliseconds."""
        values = sorted(self.keys[name])
        return values[min(len(values) - 1, int(share * len(values)))]


def measure(cost: Cost, command: list[str], sign: str, keys: dict[str, int]) -> None:
    """Starts a program once, presses its keys, adds what that took."""
    with TimedTerminal(command) as terminal:
        cost.starts.append(terminal.first_paint(sign))
        for key, count in keys.items():
            cost.keys.setdefault(key, []).extend(there_and_back(terminal, key, count))
        cost.memory_mb = terminal.memory_mb()


def there_and_back(terminal: TimedTerminal, key: str, count: int) -> list[float]:
    """Milliseconds of each press; eight one way, eight the other, so that no key stands at an end."""
    back = {"Down": "Up", "Right": "Left"}.get(key, key)
    return [terminal.press(key if number % 16 < 8 else back) for number in range(count)]


def reader(library: Path) -> list[str]:
    """The command that opens a library's only document where one left off."""
    return [sys.executable, "-m", "reader", "--db", str(library), "--annotator", "bench"]


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="small sizes, few rounds")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--slate", metavar="PYTHON")
    parser.add_argument("--plot", type=Path)
    asked = parser.parse_args()
    sizes, marks = (SIZES[:3], MARKS[:2]) if asked.quick else (SIZES, MARKS)
    rounds = 2 if asked.quick else asked.rounds
    with tempfile.TemporaryDirectory(prefix="pizhu-bench-") as folder:
        points = [(size, 10) for size in sizes] + [(sizes[2], count) for count in marks[1:]]
        costs = {point: Cost() for point in points}
        hello, commits = Cost(), list[float]()
        for size, count in points:
            make_library(Path(folder) / f"{size}-{count}.db", size, min(count, size * 20))
        for _ in range(rounds):  # interleaved: what disturbs the machine disturbs all
            measure(hello, HELLO, "00 ", {"Down": 30})
            for point, cost in costs.items():
                library = Path(folder) / f"{point[0]}-{point[1]}.db"
                with TimedTerminal(reader(library)) as terminal:
                    cost.starts.append(terminal.first_paint("a.txt"))
                    terminal.press("Enter")
                    for key, times in (("Down", 30), ("Right", 20), ("3", 10)):
                        if key == "3":
                            cost.keys.setdefault(key, []).extend(_tag(terminal) for _ in range(times))
                        else:
                            cost.keys.setdefault(key, []).extend(there_and_back(terminal, key, times))
                    cost.memory_mb = terminal.memory_mb()
            commits += bare_commits(Path(folder) / "bare.db")
        slate = peer(asked.slate, Path(folder)) if asked.slate else None
    report(hello, costs, commits, slate, sizes)
    if asked.plot:
        plot(asked.plot, hello, costs, sizes, marks)


def _tag(terminal: TimedTerminal) -> float:
    terminal.press("Down")
    return terminal.press("3")


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


def peer(python: str, folder: Path) -> Cost | None:
    """SLATE on a text of 20,000 spans."""
    source = folder / "peer.txt"
    source.write_text("\n".join(" ".join(line) for line in generated(2000).split("\n")), "utf-8")
    marks = folder / "peer.txt.annotations"
    lines = source.read_text("utf-8").split("\n")
    told = [f"({number}, {token}) - l" for number, line in enumerate(lines) for token in range(0, len(line.split()), 5)]
    marks.write_text("\n".join(told[:20000]), "utf-8")
    cost = Cost()
    command = [python, "-m", "slate", str(source), "-ob", "-t", "categorical", "-s", "token"]
    try:
        measure(cost, command, "l", {"j": 10})
    except OSError as error:
        print(f"the peer could not be measured: {error}")
        return None
    return cost


def report(
    hello: Cost, costs: dict[tuple[int, int], Cost], commits: list[float], slate: Cost | None, sizes: tuple[int, ...]
) -> None:
    """The table: what, figure, budget, and the absolute times behind it."""
    small = costs[sizes[0], 10]
    large = costs[sizes[-1], 10]
    rows: list[tuple[str, float, str, str]] = [
        (
            "start to library painted ÷ hello world",
            small.start / hello.start,
            "1.3",
            f"{small.start:.2f} s ÷ {hello.start:.2f} s",
        ),
        (f"the same, {sizes[-1]:,} ÷ {sizes[0]} paragraphs", large.start / small.start, "1.15", f"{large.start:.2f} s"),
    ]
    floor = hello.key("Down")
    for (size, count), cost in costs.items():
        name = f"{size:,} paragraphs, {count:,} annotations"
        rows.append(
            (
                f"↓ p95 ÷ hello world's ({name})",
                cost.key("Down") / floor,
                "1.3",
                f"{cost.key('Down'):.1f} ms ÷ {floor:.1f} ms",
            )
        )
        rows.append(
            (f"→ p95 ÷ hello world's ↓ ({name})", cost.key("Right") / floor, "1.3", f"{cost.key('Right'):.1f} ms")
        )
    worst = max(cost.key("Down", 0.5) for cost in costs.values()) / small.key("Down", 0.5)
    rows.append(("↓ median, worst size ÷ smallest", worst, "1.2", ""))
    bare = statistics.median(commits) + small.key("Right", 0.5)
    rows.append(
        (
            "tag, committed and painted ÷ (bare commit + a paint)",
            small.key("3", 0.5) / bare,
            "2",
            f"{small.key('3', 0.5):.1f} ms ÷ {bare:.1f} ms",
        )
    )
    rows.append(
        (
            f"memory over the smallest, ÷ the text in Python ({sizes[-1]:,})",
            (large.memory_mb - small.memory_mb) * 1e6 / sys.getsizeof(generated(sizes[-1])),
            "4",
            f"{large.memory_mb:.0f} MB, smallest {small.memory_mb:.0f} MB",
        )
    )
    if slate is not None:
        rows.append(
            ("SLATE's key at 20,000 spans ÷ hello world's", slate.key("j") / floor, "—", f"{slate.key('j'):.0f} ms")
        )
    for what, ratio, budget, times in rows:
        print(f"{what:72} {ratio:6.2f}   budget {budget:5} {times}")


def plot(
    path: Path, hello: Cost, costs: dict[tuple[int, int], Cost], sizes: tuple[int, ...], marks: tuple[int, ...]
) -> None:
    """Cost against size, as a picture."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(1, 2, figsize=(9, 3.2), sharey=True)
    by_size = [(size, costs[size, 10]) for size in sizes]
    by_mark = [(count, costs[sizes[2], count]) for count in marks if (sizes[2], count) in costs]
    for axis, points, name in ((axes[0], by_size, "paragraphs"), (axes[1], by_mark, "annotations")):
        for key, sign in (("Down", "next paragraph"), ("Right", "next word"), ("3", "tag, committed")):
            axis.plot([x for x, _ in points], [cost.key(key, 0.5) for _, cost in points], "o-", label=sign)
        axis.axhline(hello.key("Down", 0.5), color="grey", linestyle=":", label="hello world, ↓")
        axis.set_xscale("log")
        axis.set_xlabel(name)
        axis.set_ylim(bottom=0)
    axes[0].set_ylabel("ms from key to paint, median")
    axes[0].legend(fontsize=7)
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110)
    path.with_suffix(".json").write_text(
        json.dumps(
            {
                f"{size} {count}": {key: round(cost.key(key, 0.5), 2) for key in cost.keys}
                for (size, count), cost in costs.items()
            },
            indent=1,
        )
        + "\n"
    )


if __name__ == "__main__":
    main()
