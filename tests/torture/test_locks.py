"""A library that another program holds; `python -m tests.torture locks` holds it for longer than anyone waits."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from reader.desk import Desk
from reader.errors import LibraryError
from reader.library import Library, backups
from reader.text.spans import Span

pytest.importorskip("pty")
pytest.importorskip("pyte")

from tests.torture.commands import in_process
from tests.torture.kills import make_library
from tests.torture.locks import Ended, held, make_place, outlast
from tests.torture.wholeness import assert_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for long."""
    for waits in (Library.__init__, backups.restore):
        assert waits.__kwdefaults__ is not None
        monkeypatch.setitem(waits.__kwdefaults__, "patience", 0.02)


def run_here(folder: Path, commands: Sequence[tuple[str, ...]]) -> list[Ended]:
    """Runs commands one after the other, in this process."""
    ended = []
    for command in commands:
        began = time.monotonic()
        code, said = in_process("--db", folder / "library.db", "--annotator", "lin", *command)
        ended.append(Ended(command, code, said, time.monotonic() - began))
    return ended


@pytest.mark.usefixtures("impatient")
def test_who_only_reads_goes_on_and_the_others_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert list(outlast(tmp_path, run_here))


@pytest.mark.usefixtures("impatient")
def test_a_library_that_is_held_is_not_taken_for_damaged(tmp_path: Path) -> None:
    path = make_place(tmp_path)
    for wholly in (False, True):
        with held(path, wholly=wholly):
            code, said = in_process("--db", path, "restore", tmp_path / "older.db")
        assert code == 1
        assert "Another program holds the library" in said
        assert list(tmp_path.glob("*.backups/*")) == []
    assert_whole(path)


class TestAWriter:
    def test_a_writer_waits_for_another_program(self, tmp_path: Path) -> None:
        path = tmp_path / "library.db"
        make_library(path, 1)
        with closing(sqlite3.connect(path, check_same_thread=False)) as other, Library(path) as library:
            other.execute("begin immediate")
            timer = threading.Timer(0.5, other.rollback)
            timer.start()
            Desk(library, "lin").annotate(1, Span(0, 4), "policy")
            timer.join()
        assert_whole(path)

    def test_one_who_cannot_wait_any_longer_is_told(self, tmp_path: Path) -> None:
        path = tmp_path / "library.db"
        make_library(path, 1)
        with closing(sqlite3.connect(path)) as other, Library(path, patience=0.05) as library:
            other.execute("begin immediate")
            desk = Desk(library, "lin")
            with pytest.raises(LibraryError, match="Another program"):
                desk.annotate(1, Span(0, 4), "policy")
            other.rollback()
            desk.annotate(1, Span(0, 4), "policy")
        assert_whole(path)
