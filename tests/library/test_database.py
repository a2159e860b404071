from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.desk import Desk
from reader.documents.model import Document
from reader.errors import HeldError, LibraryError, ReadOnlyError
from reader.library import Library, database
from reader.library.backups import folder_of
from reader.library.database import open_database
from reader.library.migrations import VERSION, bring_up_to_date
from reader.resources import resource
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlite_utils import Database

FIXTURES = Path(__file__).parent.parent / "fixtures"


def schema_of(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    rows = connection.execute("select name, sql from sqlite_schema where sql is not null order by name")
    return [(name, " ".join(sql.split())) for name, sql in rows]


def test_a_new_library_is_what_schema_sql_says(tmp_path: Path) -> None:
    with sqlite3.connect(":memory:") as bare:
        bare.executescript(resource("schema.sql").read_text("utf-8"))
        database = open_database(tmp_path / "new.db")
        assert schema_of(database.conn) == schema_of(bare)
        database.close()
    bare.close()


def test_settings_that_keep_work_safe(tmp_path: Path) -> None:
    database = open_database(tmp_path / "new.db")

    def ask(name: str) -> object:
        return database.conn.execute(f"pragma {name}").fetchone()[0]

    assert (ask("foreign_keys"), ask("journal_mode"), ask("synchronous")) == (1, "wal", 2)
    assert ask("user_version") == VERSION
    database.close()


def test_a_library_is_its_users_own(tmp_path: Path) -> None:
    with Library(tmp_path / "deep" / "library.db") as library:
        assert library.path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"this is text, not a database; " * 40, "not a database"),
        (b"SQLite format 3\x00" + b"\xff" * 5000, "malformed|not a database|disk I/O|file is"),
    ],
)
def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(content)
    with pytest.raises(LibraryError, match=said):
        Library(path)
    assert path.read_bytes() == content


def test_a_foreign_sqlite_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("create table things (x)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="not a Pizhu library"):
        Library(path)
    assert path.read_bytes() == before


def test_a_newer_library_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    Library(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("pragma user_version = 99")
        raw.execute("pragma journal_mode = delete")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="version 99"):
        Library(path)
    assert path.read_bytes() == before


def test_a_folder_and_a_forbidden_place_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="folder"):
        Library(tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError, match="file"):
        Library(tmp_path / "file" / "library.db")


@pytest.mark.parametrize("fixture", sorted(FIXTURES.glob("library-v*.sqlite")), ids=lambda path: path.stem)
def test_a_library_of_every_released_version_opens_with_all_that_is_in_it(fixture: Path, tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(fixture.read_bytes())
    with sqlite3.connect(":memory:") as bare:
        bare.executescript(resource("schema.sql").read_text("utf-8"))
        expected = schema_of(bare)
    bare.close()
    with Library(path) as library:
        assert library.upkeep.problems() == []
        document = library.documents.named("a.txt")
        assert document is not None
        marks = [(mark.quote, mark.label, mark.note) for mark in library.annotations.of_document(document.id)]
        assert marks == [("“暖心工程”", "program", ""), ("3600户", "statistic", "再看")]
        desk = Desk(library, "lin")
        assert desk.redo() is not None
        assert len(list(library.annotations.of_document(document.id))) == 3
    database = open_database(path)
    assert schema_of(database.conn) == expected
    database.close()


def test_a_library_of_version_2_has_its_versions_and_what_waits_for_review(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    path.write_bytes((FIXTURES / "library-v2.sqlite").read_bytes())
    with Library(path) as library:
        document = library.documents.named("b.txt")
        assert document is not None
        assert library.versions.current(document.id) == 2
        assert library.versions.text(document.id, 1).startswith("今冬")
        assert library.documents.text(document.id).startswith("通知")
        assert [one.quote for one in library.annotations.of_document(document.id)] == ["“暖心工程”", "93.8%"]
        (waiting,) = library.reviews.all()
        assert (waiting.quote, waiting.review and waiting.review.reason.value) == ("3600户", "changed")
        assert Desk(library, "mei").undo() is not None
        quotes = [one.quote for one in library.annotations.of_document(document.id)]
        assert quotes == ["“暖心工程”", "3600户", "93.8%"]
        assert list(library.upkeep.problems()) == []


class TestMigrations:
    """The machinery, with steps made for the test on top of those there are."""

    @staticmethod
    def add_column(database: Database) -> None:
        database.conn.execute("alter table documents add column shelf text not null default ''")

    @staticmethod
    def fail(database: Database) -> None:
        database.conn.execute("create table half_done (x)")
        raise RuntimeError("the step broke")

    def test_steps_run_once_in_order_after_a_backup(self, desk: Desk, add: Callable[..., int]) -> None:
        add("甲")
        path = desk.library.path
        database = open_database(path)
        second, third = VERSION + 1, VERSION + 2
        steps = {
            second: self.add_column,
            third: lambda database: database.conn.execute("update documents set shelf = name"),
        }
        bring_up_to_date(database, path, version=third, steps=steps)
        assert database.conn.execute("select shelf from documents").fetchall() == [("a.txt",)]
        bring_up_to_date(database, path, version=third, steps=steps)
        assert database.conn.execute("pragma user_version").fetchone() == (third,)
        database.close()
        (copy,) = folder_of(path).iterdir()
        assert copy.name.endswith(f"-before-v{third}.db")
        assert copy.stat().st_mode & 0o077 == 0
        with sqlite3.connect(copy) as backup:
            assert backup.execute("select name from documents").fetchall() == [("a.txt",)]
            assert backup.execute("pragma user_version").fetchone() == (VERSION,)
        backup.close()

    def test_a_step_that_fails_leaves_all_as_it_was(self, tmp_path: Path) -> None:
        path = tmp_path / "library.db"
        database = open_database(path)
        before = schema_of(database.conn)
        steps = {VERSION + 1: self.add_column, VERSION + 2: self.fail}
        with pytest.raises(RuntimeError, match="broke"):
            bring_up_to_date(database, path, version=VERSION + 2, steps=steps)
        assert schema_of(database.conn) == before
        assert database.conn.execute("pragma user_version").fetchone() == (VERSION,)
        database.close()

    def test_every_step_up_to_the_version_of_the_schema_exists(self) -> None:
        from reader.library.migrations import STEPS

        assert sorted(STEPS) == list(range(2, VERSION + 1))


def test_what_others_write_is_noticed(desk: Desk, add: Callable[..., int]) -> None:
    add("甲乙")
    assert not desk.library.changed_elsewhere()
    with Library(desk.library.path) as other:
        from reader.documents.model import Document

        other.documents.add(Document("b.txt", "丙", digest="b"), "2026")
    assert desk.library.changed_elsewhere()
    assert not desk.library.changed_elsewhere()


@pytest.fixture
def forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may write everywhere; the program is told that it may not."""
    for place in ("reader.library.may_write", "reader.library.database.may_write"):
        monkeypatch.setattr(place, lambda _path: False)


def test_a_library_that_may_only_be_read_opens_beside_one_who_writes(
    desk: Desk, add: Callable[..., int], request: pytest.FixtureRequest
) -> None:
    document = add("甲乙丙丁。")
    assert desk.library.may_write
    request.getfixturevalue("forbidden")
    with Library(desk.library.path) as library:
        assert not library.may_write
        desk.annotate(document, Span(0, 2), "policy")
        assert [mark.quote for mark in library.annotations.of_document(document)] == ["甲乙"]
        with pytest.raises(ReadOnlyError, match="may only be read"):
            Desk(library, "lin").annotate(document, Span(2, 4), "policy")
    assert len(list(desk.library.annotations.of_document(document))) == 1


@pytest.mark.usefixtures("forbidden")
@pytest.mark.parametrize(("version", "says"), [(1, "version 1 and may only be read"), (99, "versions up to")])
def test_a_library_of_another_version_that_may_only_be_read_stays_as_it_is(
    tmp_path: Path, version: int, says: str
) -> None:
    path = tmp_path / "library.db"
    shutil.copy(FIXTURES / "library-v1.sqlite", path)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"pragma user_version = {version}")
    before = path.read_bytes()
    with pytest.raises(LibraryError, match=says):
        Library(path)
    assert path.read_bytes() == before


@pytest.mark.usefixtures("forbidden")
def test_a_stranger_that_may_only_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "stranger.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("create table mine (a)")
    with pytest.raises(LibraryError, match="not a Pizhu library"):
        Library(path)


def mode_of(library: Library) -> object:
    return library._database.conn.execute("pragma journal_mode").fetchone()[0]


def test_a_large_transaction_goes_past_the_log_where_nobody_else_is(library: Library) -> None:
    with library.transaction(large=True):
        assert mode_of(library) == "delete"
    assert mode_of(library) == "wal"
    with pytest.raises(ZeroDivisionError), library.transaction(large=True):
        raise ZeroDivisionError
    assert mode_of(library) == "wal"
    assert library._database.conn.execute("pragma busy_timeout").fetchone()[0] > 0


def test_whoever_has_a_library_open_can_read_while_a_large_text_is_written(library: Library, tmp_path: Path) -> None:
    with Library(library.path) as other, library.transaction(large=True):
        assert mode_of(library) == "wal"
        library.documents.put(Document("a.txt", "一段。", digest="a"), "2026-01-01")
        assert other.documents.entries() == []
    assert [entry.name for entry in library.documents.entries()] == ["a.txt"]


DYING = """
import os, sys
from pathlib import Path
from reader.documents.model import Document
from reader.library import Library
library = Library(Path(sys.argv[1]))
library.documents.add(Document("a.txt", "一段。", digest="a"), "2026-01-01")
with library.transaction(large=True):
    library.documents.put(Document("b.txt", "很长的一段。\\n" * 1_000_000, digest="b"), "2026-01-01")
    os._exit(9)
"""


def test_a_process_that_dies_in_a_large_transaction_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    assert subprocess.run([sys.executable, "-c", DYING, str(path)], check=False).returncode == 9
    assert path.with_name("library.db-journal").exists()
    with Library(path) as library:
        assert [entry.name for entry in library.documents.entries()] == ["a.txt"]
        assert mode_of(library) == "wal"
        assert list(library.upkeep.problems()) == []


def test_who_may_only_read_is_refused_what_may_be_half_of_a_change(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    subprocess.run([sys.executable, "-c", DYING, str(path)], check=False)
    with pytest.raises(ReadOnlyError, match="journal"):
        database._open_to_read(path, 0.1)
    Library(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("pragma journal_mode = delete")
        other.execute("begin exclusive")
        with pytest.raises(HeldError):
            database._open_to_read(path, 0.1)


def test_paragraphs_of_documents_that_are_put_together_are_written_at_the_end(library: Library) -> None:
    documents = library.documents
    with library.transaction(), documents.together():
        ids = [documents.put(Document(f"{n}.txt", "一段。\n二段。", digest=str(n)), "").entry.id for n in range(3)]
        assert [len(documents.paragraphs(one)) for one in ids] == [0, 0, 0]
    assert [len(documents.paragraphs(one)) for one in ids] == [2, 2, 2]
    with pytest.raises(LibraryError), library.transaction(), documents.together():
        documents.put(Document("", "一段。", digest="x"), "")
    later = documents.add(Document("y.txt", "一段。", digest="y"), "").entry
    assert len(documents.paragraphs(later.id)) == 1
