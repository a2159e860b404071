"""What the library costs: search beside grep, import beside bare inserts, its memory beside the text's.

    python -m benchmarks.library [--megabytes 100] [--paragraphs 1000000] [--corpus FILE.jsonl]…

Import and bare insert run in processes of their own, in turn; the memory is the most that a process took, less what
the same process takes for a document of one paragraph. With --corpus, JSON Lines alone are imported, beside a loop
of `json.loads` and `insert` over the same lines: all in one transaction, and with each text safe before the next.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

from benchmarks.generated import text
from benchmarks.rows import Row, as_installed, by_pairs, load, table
from reader.desk import Desk
from reader.documents.model import Document
from reader.everywhere import occurrences
from reader.library import Library

A_DOCUMENT = 1_000  # paragraphs
PAGE = 200  # hits the screen shows at first
QUERIES = {"simplified": "粮食", "traditional": "糧食"}
RARE = "瑞雪"  # in the last document alone: nothing ends the search before

BARE = """
import sys
from pathlib import Path
sys.modules["pandas"] = sys.modules["numpy"] = None  # it would load them where they are installed, for nothing
import sqlite_utils
database = sqlite_utils.Database(sys.argv[1])
for path in sorted(Path(sys.argv[2]).iterdir()):
    database["texts"].insert({"name": path.name, "text": path.read_bytes().decode()})
"""
RECORDS = """
import json, sqlite3, sys
database = sqlite3.connect(sys.argv[1])
database.execute("create table texts (name text, text text)")
for path in sys.argv[3:]:
    for line in open(path, encoding="utf-8"):
        record = json.loads(line)
        database.execute("insert into texts values (?, ?)", [record["id"], record["text"]])
        if sys.argv[2] == "each":
            database.commit()
database.commit()
"""
MEASURED = """
import json, resource, subprocess, sys, time
begin = time.perf_counter()
subprocess.run(json.loads(sys.argv[1]), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""


class Taken(NamedTuple):
    """Seconds, and the most memory in MB."""

    seconds: float
    memory: float


def measured(command: list[str]) -> Taken:
    """What a command takes."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, json.dumps(command)], check=True, stdout=subprocess.PIPE, text=True
    )
    seconds, memory = done.stdout.split()
    return Taken(float(seconds), float(memory))


def make_texts(megabytes: float) -> list[str]:
    """Documents of about so many megabytes of UTF-8 together; the rare word is in the last."""
    texts, size = [], 0.0
    for seed in count():
        texts.append(text(A_DOCUMENT, seed))
        size += len(texts[-1].encode()) / 1e6
        if size >= megabytes:
            texts[-1] += f"\n{RARE}兆丰年。"
            return texts
    raise AssertionError


def search(folder: Path, texts: list[str]) -> list[Row]:
    """The first page of hits, and how many there are, beside grep on the same text in one file."""
    plain = folder / "plain.txt"
    plain.write_text("\n".join(texts), "utf-8")
    with Library(folder / "search.db") as library:
        desk = Desk(library, "bench")
        for number, one in enumerate(texts):
            digest = hashlib.sha256(one.encode()).hexdigest()
            library.documents.add(Document(f"{number:05}.txt", one, digest=digest), desk.now())
        queries = {**{f"{script}, {word}": word for script, word in QUERIES.items()}, f"rare, {RARE}": RARE}
        took: dict[str, list[float]] = {name: [] for name in [*queries, "counts", *(f"grep {q}" for q in queries)]}
        grep = shutil.which("grep") or sys.exit("grep is not installed.")
        simplified = {
            name: QUERIES["simplified"] if word in QUERIES.values() else word for name, word in queries.items()
        }
        for _ in range(5):
            for name, word in queries.items():
                begin = time.perf_counter()
                list(islice(occurrences(desk, word, PAGE), PAGE))
                took[name].append((time.perf_counter() - begin) * 1000)
                begin = time.perf_counter()
                # Into a pipe: where nothing is to be told, grep ends at the first line it finds.
                subprocess.run([grep, "-c", simplified[name], str(plain)], check=True, stdout=subprocess.PIPE)
                took[f"grep {name}"].append((time.perf_counter() - begin) * 1000)
            begin = time.perf_counter()
            library.search.counts(QUERIES["simplified"])
            took["counts"].append((time.perf_counter() - begin) * 1000)
    size = plain.stat().st_size / 1e6
    rows = []
    for name in queries:
        ours, other = statistics.median(took[name]), statistics.median(took[f"grep {name}"])
        rows.append(
            Row(
                f"search, {size:.0f} MB, {name}: first {PAGE} hits ÷ `grep -c`",
                ours / other,
                5,
                f"{ours:.1f} ms ÷ {other:.1f} ms",
            )
        )
        rows.append(Row(f"search, {size:.0f} MB, {name}: first {PAGE} hits ÷ 150 ms", ours / 150, 1, f"{ours:.1f} ms"))
    rows.append(
        Row(
            "… the count in each document ÷ the same `grep -c`",
            statistics.median(took["counts"]) / statistics.median(took[f"grep {next(iter(queries))}"]),
            None,
            f"{statistics.median(took['counts']):.1f} ms",
        )
    )
    return rows


def imported(folder: Path, files: Path, rounds: int) -> tuple[list[Taken], list[Taken]]:
    """What imports took, and bare inserts in turn with them."""
    ours: list[Taken] = []
    bare: list[Taken] = []
    for _ in range(rounds):
        for command, took in (
            ([sys.executable, "-m", "reader", "--db", "DB", "import", str(files)], ours),
            ([sys.executable, "-c", BARE, "DB", str(files)], bare),
        ):
            database = folder / "import.db"
            took.append(measured([str(database) if part == "DB" else part for part in command]))
            for rest in folder.glob("import.db*"):
                rest.unlink()
    return ours, bare


def imports(folder: Path, texts: list[str], paragraphs: int, rounds: int) -> list[Row]:
    """Many documents, and one large one: time beside bare inserts, memory beside the text."""
    many, large, least = folder / "many", folder / "large", folder / "least"
    for place in (many, large, least):
        place.mkdir()
    for number, one in enumerate(texts):
        (many / f"{number:05}.txt").write_text(one, "utf-8")
    whole = text(paragraphs)
    (large / "large.txt").write_text(whole, "utf-8")
    (least / "least.txt").write_text("一段。\n", "utf-8")
    in_python = sys.getsizeof(whole) / 1e6
    floor = imported(folder, least, 1)[0][0].memory
    rows = []
    for what, files in (
        (f"{len(texts)} documents of {A_DOCUMENT} paragraphs", many),
        (f"one of {paragraphs:,}", large),
    ):
        ours, bare = imported(folder, files, rounds)
        seconds, others = [took.seconds for took in ours], [took.seconds for took in bare]
        told = f"{statistics.median(seconds):.1f} s ÷ {statistics.median(others):.1f} s"
        rows.append(Row(f"import, {what} ÷ bare insert", by_pairs(seconds, others), 3, told))
        if files == large:
            memory, bare_memory = (max(took.memory for took in all_of) for all_of in (ours, bare))
            told = f"{memory:.0f} MB less {floor:.0f} MB ÷ {in_python:.0f} MB; bare insert {bare_memory:.0f} MB"
            rows.append(
                Row("… most memory ÷ the document's text in Python", (memory - floor) * 1.048576 / in_python, 3, told)
            )
    return rows


def corpora(folder: Path, files: list[Path], rounds: int) -> list[Row]:
    """The import of JSON Lines beside a bare loop over them."""
    paths = [str(path.resolve()) for path in files]
    commands = {
        "import": [sys.executable, "-m", "reader", "--db", "DB", "import", *paths],
        "once": [sys.executable, "-c", RECORDS, "DB", "once", *paths],
        "each": [sys.executable, "-c", RECORDS, "DB", "each", *paths],
    }
    took: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            took[name].append(measured([str(folder / "c.db") if part == "DB" else part for part in command]).seconds)
            for rest in folder.glob("c.db*"):
                rest.unlink()
    seconds = {name: statistics.median(times) for name, times in took.items()}
    names = ", ".join(path.name for path in files)
    return [
        Row(
            f"import, {names} ÷ `json.loads` and `insert`, {how}",
            seconds["import"] / seconds[name],
            budget,
            f"{seconds['import']:.2f} s ÷ {seconds[name]:.2f} s",
        )
        for name, how, budget in (("once", "in one transaction", 1 / 0.3), ("each", "each text safe at once", None))
    ]


def rows(megabytes: float, paragraphs: int, rounds: int = 5) -> list[Row]:
    """All of them."""
    as_installed()
    with tempfile.TemporaryDirectory(prefix="pizhu-library-") as name:
        folder = Path(name)
        texts = make_texts(megabytes)
        return search(folder, texts) + imports(folder, texts, paragraphs, rounds)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=100)
    parser.add_argument("--paragraphs", type=int, default=800_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--corpus", type=Path, action="append", default=[])
    asked = parser.parse_args()
    print(load())
    if asked.corpus:
        as_installed()
        with tempfile.TemporaryDirectory(prefix="pizhu-library-") as name:
            print(table(corpora(Path(name), asked.corpus, asked.rounds)))
    else:
        print(table(rows(asked.megabytes, asked.paragraphs, asked.rounds)))
    print(load())


if __name__ == "__main__":
    main()
