"""Exports a large library to CSV and JSON Lines, against sqlite3's own CSV dump of the same joined rows.

python benchmarks/exports.py [--annotations N] [--library FILE]

Prints for each the seconds, the ratio to sqlite3 and the most memory that the process took. Needs the program sqlite3.
The library is made in a temporary folder, or kept as FILE for another run.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from reader.annotations.ids import IdMaker
from reader.documents.model import Document
from reader.library import Library

ROOT = Path(__file__).resolve().parent.parent
A_DOCUMENT = 1_000  # annotations
LABELS = ("program", "statistic", "policy")

# What the record of an annotation joins, written anew and in plain SQL.
DUMP = """
.headers on
.mode csv
select a.id, d.name, d.title,
    coalesce((select number from paragraphs where document = a.document and start <= a.start
              order by start desc limit 1), 1),
    a.start, a.end, a.label, a.quote, a.status, a.origin, a.annotator, a.note,
    json_extract(a.attributes, '$.value'), json_extract(a.attributes, '$.unit'),
    a.attributes, a.prefix, a.suffix, a.created_at, a.updated_at
from documents d join annotations a on a.document = d.id
order by d.name, a.start, a.end, a.id;
"""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--annotations", type=int, default=1_000_000)
    arguments.add_argument("--library", type=Path)
    options = arguments.parse_args()
    sqlite = shutil.which("sqlite3")
    if sqlite is None:
        sys.exit("sqlite3 is not installed.")
    with TemporaryDirectory() as name:
        folder = Path(name)
        library = options.library or folder / "library.db"
        if not library.exists():
            fill(library, options.annotations)
        runs = {
            "sqlite3 -csv": [sqlite, "-bail", str(library)],
            "pizhu csv": [sys.executable, "-m", "reader", "export", "--status", "all", "--db", str(library)],
        }
        runs["pizhu jsonl"] = [*runs["pizhu csv"], "--format", "jsonl"]
        print(f"{'':14}{'seconds':>9}{'ratio':>8}{'memory MB':>11}{'output MB':>11}")
        base = 0.0
        for title, command in runs.items():
            output = folder / "output"
            seconds, memory = measured(command, DUMP if title.startswith("sqlite3") else "", output)
            base = base or seconds
            size = output.stat().st_size / 1e6
            print(f"{title:14}{seconds:9.2f}{seconds / base:8.2f}{memory / 1e3:11.0f}{size:11.0f}")


def measured(command: list[str], given: str, output: Path) -> tuple[float, int]:
    """Seconds, and the most memory in kB."""
    script = (
        "import json,resource,subprocess,sys; subprocess.run(json.loads(sys.argv[1]), check=True); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)"
    )
    start = time.perf_counter()
    with output.open("wb") as stream:
        done = subprocess.run(
            [sys.executable, "-c", script, json.dumps(command)],
            input=given.encode(), stdout=stream, stderr=subprocess.PIPE, check=True, cwd=ROOT,
        )  # fmt: skip
    return time.perf_counter() - start, int(done.stderr.split()[-1])


def fill(path: Path, count: int) -> None:
    """Makes a library of documents with a thousand annotations each."""
    import sqlite3

    random.seed(1)
    sample = "".join(file.read_text("utf-8") for file in sorted((ROOT / "samples").glob("0[1-4]*.txt")))
    new_id = IdMaker()
    at = "2026-01-01T00:00:00.000+00:00"
    with Library(path) as library:
        for number in range(max(1, count // A_DOCUMENT)):
            name = f"{number:06}.txt"
            start = random.randrange(len(sample) // 2)
            text = sample[start : start + 10_000]
            digest = hashlib.sha256(f"{name}{text}".encode()).hexdigest()
            library.documents.add(Document(name, text, digest=digest, title=text[:12].strip()), at)
    connection = sqlite3.connect(path)
    trigger = connection.execute("select sql from sqlite_schema where name = 'annotations_quote_insert'").fetchone()[0]
    connection.execute("drop trigger annotations_quote_insert")  # it would look at every quote: that takes long
    rows = connection.execute("select id, length from documents").fetchall()
    for document, length in rows:
        (text,) = connection.execute("select text from document_texts where document = ?", [document]).fetchone()
        made = []
        for _ in range(count // len(rows)):
            start = random.randrange(length - 20)
            end = start + random.randrange(1, 20)
            label = random.choice(LABELS)
            attributes = '{"kind": "count", "unit": "名", "value": "1800"}' if label == "statistic" else "{}"
            made.append((
                new_id(), document, start, end, label, "suggested", "rule:zh-gov/quantity", "lin", attributes,
                text[start:end], text[max(0, start - 32) : start], text[end : end + 32], at, at,
            ))  # fmt: skip
        connection.executemany(
            "insert into annotations (id, document, start, end, label, status, origin, annotator, attributes, quote, "
            "prefix, suffix, created_at, updated_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            made,
        )
    connection.execute(trigger)
    connection.commit()
    connection.close()


if __name__ == "__main__":
    main()
