"""What other processes read is what would have been read here: the same documents in the same order, whatever fails."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reader import reading_ahead
from reader.desk import Desk
from reader.documents.model import Document
from reader.documents.reading import find_files, read_files, read_new_files
from reader.documents.sources.format import Options
from reader.library import Library
from reader.library.editions import edition_of, made_ahead
from reader.library.pieces import folds_of
from reader.reading_ahead import read_ahead
from tests.documents.files import PROSE, docx, run

if TYPE_CHECKING:
    from pathlib import Path

    from reader.documents.sources.format import Unchanged
    from reader.errors import InputError

TABLES = {
    "documents": "name, source, digest, encoding, script, variant, title, date, meta, length, paragraphs",
    "texts": "*",
    "folds": "*",
    "paragraphs": "*",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files of several sorts, some of which cannot be read; few and small ones count as many and large."""
    for name, bytes_ in (("ALONE", 300), ("LARGEST", 20_000), ("_TOGETHER", 600)):
        monkeypatch.setattr(reading_ahead, name, bytes_)
    monkeypatch.setattr(reading_ahead, "_processors", lambda: 3)
    folder = tmp_path / "texts"
    (folder / "deep").mkdir(parents=True)
    for number in range(12):
        body = "\n".join([f"第{number}号通知", *PROSE * (number + 1)])
        (folder / f"{number:02}.txt").write_text(body, "utf-8")
        (folder / "deep" / f"{number:02}.txt").write_bytes(f"粮食產量第{number}位。\n{body}".encode("gb18030"))
    (folder / "05b.txt").write_bytes(b"")
    (folder / "06b.docx").write_bytes(docx(run("关于秋种的通知", "T") + "".join(map(run, PROSE))))
    (folder / "07b.txt").write_bytes(b"\x00\x01\x02\x03" * 99)
    (folder / "08b.jsonl").write_text('{"text": "第一条。"}\n{"text": 5}\n{"text": "第二条。"}\n', "utf-8")
    (folder / "09b.txt").write_text("大文件里的一段。\n" * 2_000, "utf-8")
    (folder / "10b.txt").write_bytes((folder / "03.txt").read_bytes())
    (folder / "table.csv").write_text("a,b\n1,2\n", "utf-8")
    return folder


def told(one: Document | Unchanged | InputError) -> object:
    """What can be compared of what was read."""
    return str(one) if isinstance(one, Exception) else one


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        return {
            name: connection.execute(f"select {columns} from {name} order by 1, 2").fetchall()
            for name, columns in TABLES.items()
        }


def test_other_processes_read_what_would_be_read_here(folder: Path, tmp_path: Path, desk: Desk) -> None:
    missing = tmp_path / "missing.txt"
    first, *_rest = read_files(find_files([folder / "04.txt"]))
    assert isinstance(first, Document)
    desk.library.documents.add(first, "2026-01-01")
    paths = [folder, missing, folder / "05.txt"]
    here = list(read_new_files(find_files(paths), lambda digest: digest == first.digest, Options()))
    ahead = list(read_ahead(find_files(paths), desk, Options()))
    assert list(map(told, ahead)) == list(map(told, here))
    assert any(isinstance(one, Document) and one.ahead is not None for one in ahead)


def test_a_library_is_the_same_whoever_read_for_it(folder: Path, tmp_path: Path) -> None:
    with Library(tmp_path / "a.db") as ours, Library(tmp_path / "b.db") as other:
        for library, documents in (
            (ours, read_ahead(find_files([folder]), Desk(ours, "lin"), Options())),
            (other, read_files(find_files([folder]))),
        ):
            list(Desk(library, "lin").import_documents(documents))
    assert rows(tmp_path / "a.db") == rows(tmp_path / "b.db")


def die(*_: object) -> None:
    os._exit(1)


def test_nothing_is_lost_with_a_process_that_is_ended(
    folder: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = list(map(told, read_files(find_files([folder]))))
    monkeypatch.setattr(reading_ahead, "_begin", die)
    assert list(map(told, read_ahead(find_files([folder]), desk, Options()))) == here


def test_nothing_is_lost_where_there_is_no_room(
    folder: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    here = list(map(told, read_files(find_files([folder]))))

    class Gone:
        def __init__(self, prefix: str) -> None:
            self.name = str(tmp_path / prefix)

        def __enter__(self) -> str:
            return self.name

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr(reading_ahead, "TemporaryDirectory", Gone)
    assert list(map(told, read_ahead(find_files([folder]), desk, Options()))) == here


def test_nothing_is_lost_where_no_process_can_be_started(
    folder: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = list(map(told, read_files(find_files([folder]))))

    def refused(*_: object) -> None:
        raise BlockingIOError

    monkeypatch.setattr(reading_ahead, "workers", refused)
    assert list(map(told, read_ahead(find_files([folder]), desk, Options()))) == here


def test_what_cannot_be_handed_over_is_read_here(folder: Path, desk: Desk) -> None:
    deep = "[" * 600 + "]" * 600
    (folder / "11b.jsonl").write_text(f'{{"text": "很深的一条。", "deep": {deep}}}\n', "utf-8")
    texts = [one.text for one in read_ahead(find_files([folder]), desk, Options()) if isinstance(one, Document)]
    assert "很深的一条。" in texts
    assert len(texts) == len([one for one in read_files(find_files([folder])) if isinstance(one, Document)])


ENDED = """
import os, signal, sys
from pathlib import Path
from reader import reading_ahead
from reader.desk import Desk
from reader.documents.reading import find_files
from reader.documents.sources.format import Options
from reader.library import Library

if __name__ == "__main__":
    reading_ahead.ALONE, reading_ahead._TOGETHER, reading_ahead._processors = 300, 600, lambda: 3
    reading = reading_ahead.read_ahead(find_files([Path(sys.argv[1])]), Desk(Library(Path(sys.argv[2])), "lin"), Options())
    for _ in range(20):
        next(reading)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal")
def test_other_processes_end_with_the_one_that_started_them(folder: Path, tmp_path: Path) -> None:
    place, program = tmp_path / "temporary", tmp_path / "ended.py"
    place.mkdir()
    program.write_text(ENDED, "utf-8")
    command = [sys.executable, str(program), str(folder), str(tmp_path / "library.db")]
    # A pipe ends when all that could write into it have ended.
    done = subprocess.run(
        command, env={**os.environ, "TMPDIR": str(place)}, stdout=subprocess.PIPE, timeout=60, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert not list(place.iterdir())


def test_few_files_are_read_without_another_process(
    tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def started(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(reading_ahead, "workers", started)
    (tmp_path / "a.txt").write_text("一段。", "utf-8")
    (document,) = read_ahead(find_files([tmp_path / "a.txt"]), desk, Options())
    assert isinstance(document, Document)
    assert document.ahead is None


def test_nothing_lies_about_when_the_reading_is_left(
    folder: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    reading = read_ahead(find_files([folder]), desk, Options())
    for _ in range(20):
        next(reading)
    assert list(place.iterdir())
    reading.close()  # type: ignore[attr-defined] # a generator
    assert not list(place.iterdir())


@pytest.mark.parametrize("seed", range(8))
def test_what_is_made_ahead_is_what_the_library_would_make(seed: int) -> None:
    dice = random.Random(seed)
    lines = ["".join(dice.choices("粮糧食。，ＧA1轉转 “「\t", k=dice.randrange(400))) for _ in range(200)]
    document = Document("a.txt", "\n".join(lines))
    ready = made_ahead(document)
    assert ready.ahead is not None
    assert list(ready.ahead.folds) == list(folds_of(document.text))
    ours, plain = edition_of(ready, "2026-01-01"), edition_of(document, "2026-01-01")
    assert replace(ours, folds=()) == plain


def test_a_text_of_one_script_at_its_beginning_is_looked_at_as_a_whole() -> None:
    simplified, traditional = "这个县的粮食产量连续增长。" * 500, "這個縣的糧食產量連續增長。" * 1_500
    assert edition_of(Document("a.txt", simplified + traditional), "").facts["script"] == "mixed"
    assert edition_of(Document("a.txt", simplified * 4), "").facts["script"] == "simplified"
    some = "".join(traditional[:70] if number % 6 == 0 else simplified[:70] for number in range(300))
    assert edition_of(Document("a.txt", some), "").facts["script"] == "mixed"
    assert edition_of(Document("a.txt", traditional * 4), "").facts["script"] == "traditional"
