from __future__ import annotations

import csv
import io
import json
import stat
from typing import TYPE_CHECKING

import pytest

from reader.annotations.model import Status
from reader.errors import ReaderError
from reader.exports import FORMATS, export
from reader.exports.records import FIELDS
from reader.files import replacing
from reader.library.records import Selection
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.desk import Desk

TEXT = "𠮷野家😀说:“好,\n真好”。\n=1+1,增长11.8%%。"


@pytest.fixture
def marked(desk: Desk, add: Callable[..., int]) -> int:
    document = add(TEXT, title="题, 目")
    for quote, label in (
        ("好,\n真好", "program"),
        ("𠮷野家😀", "policy"),
        ("=1+1", "program"),
        ("11.8%%", "statistic"),
    ):
        start = TEXT.index(quote)
        desk.annotate(document, Span(start, start + len(quote)), label)
    return document


def exported(desk: Desk, form: str, selection: Selection | None = None) -> str:
    stream = io.StringIO(newline="")
    export(desk.library, FORMATS[form], stream, selection)
    return stream.getvalue()


@pytest.mark.usefixtures("marked")
def test_csv_gives_back_every_text_as_its_slice(desk: Desk) -> None:
    rows = list(csv.DictReader(io.StringIO(exported(desk, "csv"), newline="")))
    assert tuple(rows[0]) == FIELDS
    for row in rows:
        assert TEXT[int(row["start"]) : int(row["end"])] == row["text"]
    assert [row["text"] for row in rows] == ["𠮷野家😀", "好,\n真好", "=1+1", "11.8%%"]
    assert (rows[3]["value"], rows[3]["unit"], json.loads(rows[3]["attributes"])["kind"]) == ("11.8", "%", "percent")
    assert (rows[0]["value"], rows[0]["title"], rows[2]["paragraph"]) == ("", "题, 目", "3")


@pytest.mark.usefixtures("marked")
def test_jsonl_has_the_same_record(desk: Desk) -> None:
    rows = [json.loads(line) for line in exported(desk, "jsonl").splitlines()]
    assert [tuple(row) for row in rows] == [FIELDS] * 4
    for row in rows:
        assert TEXT[row["start"] : row["end"]] == row["text"]
        assert row["prefix"] == TEXT[max(0, row["start"] - 32) : row["start"]]
        assert row["suffix"] == TEXT[row["end"] : row["end"] + 32]
    assert rows[0]["value"] is None
    assert rows[3]["value"] == "11.8"


def test_selecting_what_leaves(desk: Desk, marked: int, add: Callable[..., int]) -> None:
    other = add("别的文字", "b.txt")
    desk.annotate(other, Span(0, 2), "program")
    first = next(desk.library.annotations.of_document(marked))
    desk.reject(first)
    for selection, count in (
        (Selection(), 5),
        (Selection(statuses=[Status.ACCEPTED]), 4),
        (Selection(statuses=[Status.REJECTED]), 1),
        (Selection(labels=["program"]), 3),
        (Selection(documents=["b.txt"]), 1),
        (Selection(annotators=["wang"]), 0),
        (Selection(labels=["program", "policy"], documents=["a.txt"], statuses=[Status.ACCEPTED]), 2),
    ):
        assert sum(map(len, desk.library.records.batches(selection))) == count
        assert desk.library.records.count(selection) == count


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")
    path.chmod(0o640)

    def break_off() -> None:
        with replacing(path) as stream:
            stream.write("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert path.read_text() == "old"
    with replacing(path) as stream:
        stream.write("new")
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="missing"), replacing(tmp_path / "missing" / "out.csv"):
        pass
