"""What is tagged of a folder: documents, and files of records as if they were named; nothing twice, nothing of its own."""

from __future__ import annotations

import gzip
import importlib.util
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from reader.documents.reading import Found
from reader.errors import InputError
from reader.tagging.inputs import find_inputs

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "今年增长5.2%。"


def write(path: Path, *records: object) -> Path:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return path


def names(*paths: Path, field: str = "text", output: Path | None = None) -> list[str]:
    """What is found, by its name: rows of a file with *, documents, and failures with !"""
    found = find_inputs(paths, field, output)
    return [
        "!" if isinstance(one, InputError) else one.path.name if isinstance(one, Found) else f"{one.name}*"
        for one in found
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    lines = write(folder / "c.jsonl", {"n": 1, "text": TEXT}, {"n": 2, "text": TEXT})
    (folder / "d.csv").write_text(f"n,text\n3,{TEXT}\n", encoding="utf-8")
    (folder / "e.jsonl.gz").write_bytes(gzip.compress(lines.read_bytes()))
    return folder


def test_files_of_records_are_read_as_rows_also_in_a_folder(folder: Path) -> None:
    assert names(folder) == ["a.txt", "c.jsonl*", "d.csv*", "e.jsonl.gz*"]
    assert names(folder / "c.jsonl", folder / "a.txt") == ["c.jsonl*", "a.txt"]


def test_what_is_no_corpus_by_its_first_row_is_left_to_the_readers_of_documents(folder: Path) -> None:
    write(folder / "gold.jsonl", {"doc": "a.txt", "start": 0, "end": 2, "label": "x", "text": "今年"})
    write(folder / "other.jsonl", {"body": TEXT})
    (folder / "gbk.csv").write_bytes(f"号,text\n1,{TEXT}\n".encode("gb18030"))
    (folder / "empty.jsonl").write_bytes(b"")
    left = ["a.txt", "c.jsonl*", "d.csv*", "e.jsonl.gz*", "empty.jsonl", "gbk.csv"]
    assert names(folder) == [*left, "other.jsonl"]
    assert names(folder, field="body")[-1] == "other.jsonl*"


def test_the_output_is_never_input(folder: Path) -> None:
    (folder / "out.jsonl").write_text('{"text": "甲"}\n', encoding="utf-8")
    (folder / "tmp-7.out.jsonl").write_text('{"text": "甲"}\n', encoding="utf-8")
    shards = folder / "shards"
    shards.mkdir()
    write(shards / "part-00000.jsonl", {"text": "甲"})
    assert {"out.jsonl*", "tmp-7.out.jsonl*", "part-00000.jsonl*"} <= set(names(folder))
    assert not {"out.jsonl*", "tmp-7.out.jsonl*"} & set(names(folder, output=folder / "out.jsonl"))
    assert "part-00000.jsonl*" not in names(folder, output=shards)


@pytest.mark.parametrize(("name", "library"), [("p.parquet", "pyarrow"), ("p.jsonl.zst", "zstandard")])
def test_rows_of_parquet_and_zstandard_count_too(folder: Path, name: str, library: str) -> None:
    if importlib.util.find_spec(library) is None:
        (folder / name).write_bytes(b"PAR1")
        assert "!" in names(folder)
        return
    path = folder / name
    if library == "pyarrow":
        pyarrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
        parquet.write_table(pyarrow.table({"text": [TEXT]}), path)
    else:
        path.write_bytes(pytest.importorskip("zstandard").compress(f'{{"text": "{TEXT}"}}\n'.encode()))
    assert names(folder)[-1] == f"{name}*"
    assert names(folder, field="body")[-1] == name  # as documents: their text is found by itself


def pizhu(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reader", "tag", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=60)


def test_tagging_into_the_folder_that_is_tagged_ends_and_gives_every_row_once(folder: Path) -> None:
    output = folder / "out.jsonl"
    for _ in range(2):  # what the first has written is there for the second
        done = pizhu(folder, "-o", output)
        assert (done.returncode, done.stderr) == (0, "6 documents tagged.\n")
        rows = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
        assert [row.get("n") for row in rows] == [None, 1, 2, "3", 1, 2]
        assert all([span["text"] for span in row["spans"]] == ["5.2%"] for row in rows)
    output.unlink()
    told = [pizhu(folder, "-o", f"{folder}/shards/").stderr for _ in range(2)]
    assert told == [f"{folder}/shards: 6 documents tagged in 4 shards.\n"] * 2
    parts = sorted((folder / "shards").glob("part-*"))
    assert [json.loads(line) for part in parts for line in part.read_text("utf-8").splitlines()] == rows
