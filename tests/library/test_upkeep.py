"""Checking, repairing, copying and restoring a library."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from reader.cli import cli
from reader.cli.context import Settings
from reader.desk import Desk
from reader.documents.model import Document
from reader.errors import LibraryError
from reader.library import Library
from reader.library.backups import back_up_before, folder_of, restore
from reader.text.spans import Span

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "全市推行“一事一单”制度，办结率由71.5%提高到93.8%。\n第二段说的是另一件事，受理了三百件。"
AT = "2026-01-02T03:04:05.000+00:00"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library with one document and two annotations, closed."""
    with Library(tmp_path / "library.db") as library:
        desk = Desk(library, "lin")
        library.documents.add(Document("a.txt", TEXT, digest="a"), desk.now())
        desk.annotate(1, Span(5, 9), "program")
        desk.annotate(1, Span(16, 21), "statistic")
    return tmp_path / "library.db"


def spoil(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as raw:
        for statement in statements:
            raw.execute(statement)
        raw.commit()


def quotes(path: Path) -> list[tuple[str, str]]:
    with Library(path) as library:
        return [(mark.label, mark.quote) for mark in library.annotations.of_document(1)]


SPOILT = {
    "a stale search form": ("update folds set folded = cast('x' as blob)",),
    "no search form": ("delete from folds",),
    "an index is gone": ("drop index annotations_place",),
    "a trigger is gone": ("drop trigger annotations_quote_insert",),
    "another trigger": (
        "drop trigger annotations_quote_update",
        "create trigger annotations_quote_update before delete on annotations begin select 1; end",
    ),
    "paragraphs that overlap": ('update paragraphs set "end" = 40 where number = 1',),
    "a paragraph is gone": ("delete from paragraphs where number = 1",),
    "rows of no document": ("insert into texts values (77, 0, 1, 'x')", "insert into folds values (77, 0, x'78')"),
    "an annotation of no document": (
        "drop trigger annotations_quote_insert",
        "insert into annotations select 'lost', 99, start, \"end\", label, status, origin, annotator, note, attributes, quote, prefix, suffix, created_at, updated_at from annotations limit 1",
    ),
    "a label is gone": ("delete from labels where name = 'program'",),
    "an annotation that slipped": (
        "drop trigger annotations_quote_update",
        'update annotations set start = start + 3, "end" = "end" + 3 where label = \'program\'',
    ),
    "a change nobody told": ("update annotations set note = 'changed behind the history'",),
    "history of a row that is gone": ("delete from annotations where label = 'program'",),
    "a place outside the text": (
        "insert into reading (annotator, document, place, updated_at) values ('lin', 1, 9999, '')",
    ),
}


@pytest.mark.parametrize("what", SPOILT)
def test_what_is_wrong_is_told_and_put_right(what: str, path: Path) -> None:
    before = quotes(path)
    spoil(path, *SPOILT[what])
    with Library(path) as library:
        problems = library.upkeep.problems()
        assert problems, "nothing was noticed"
        assert all(problem.remedy for problem in problems), problems
        copy, left = library.upkeep.repair(AT)
        assert left == []
        assert library.upkeep.problems() == []
    if what == "history of a row that is gone":
        assert quotes(path) == [before[1]]
    else:
        assert quotes(path) == before
    with Library(copy) as old:
        assert old.upkeep.problems()


@pytest.mark.parametrize(
    "statements",
    [
        ("update texts set text = replace(text, '全', ''), length = length - 1",),
        ("drop view document_texts", "drop table reading"),
        ("drop trigger annotations_quote_update", "update annotations set quote = '别的话' where label = 'program'",
         "update changes set after = json_set(after, '$.quote', '别的话') where after like '%program%'"),
    ],
)  # fmt: skip
def test_what_cannot_be_known_is_left_alone(statements: tuple[str, ...], path: Path) -> None:
    spoil(path, *statements)
    with Library(path) as library:
        hopeless = [problem.message for problem in library.upkeep.problems() if not problem.remedy]
        assert hopeless
        _, left = library.upkeep.repair(AT)
        assert [problem.message for problem in left] == hopeless


SPOILT_VERSIONS = {
    "a guess that is not in the text": ("update reviews set guess_start = 9000, guess_end = 9001",),
    "a label that only what waits has": ("delete from labels where name = 'statistic'",),
    "what waits changed behind the history": ("update reviews set note = 'changed behind the history'",),
    "what waited is gone": ("delete from reviews",),
    "what waits slipped": ('update reviews set start = start + 3, "end" = "end" + 3',),
    "it waits and has a place": (
        "drop trigger annotations_quote_insert",
        (
            "insert into annotations select id, document, 4, 6, label, status, origin, annotator, note, attributes, '推行', "
            "'', '', created_at, updated_at from reviews"
        ),
    ),
    "what waits is of no document": ("update reviews set document = 99",),
    "a version of no document": (
        (
            "insert into versions select 99, number, 77, source, digest, encoding, script, variant, title, date, author, "
            "publisher, url, meta, imported_at, paragraphs, text from versions"
        ),
        "insert into actions (id, at, annotator, name) values (77, '', 'lin', 'version')",
    ),
}


@pytest.fixture
def renewed(path: Path) -> Path:
    """The library with a second version of its document, in which one annotation waits for review."""
    with Library(path) as library:
        desk = Desk(library, "lin")
        new = Document("a.txt", TEXT.replace("93.8%", "很多"), digest="b", source="/a.txt")
        desk.annotate(1, Span(22, 27), "statistic")
        list(desk.import_documents([new], replaces=library.documents.entry(1)))
        assert library.reviews.count() == 1
        assert library.upkeep.problems() == []
    return path


@pytest.mark.parametrize("what", SPOILT_VERSIONS)
def test_what_is_wrong_with_versions_is_told_and_put_right(what: str, renewed: Path) -> None:
    before = quotes(renewed)
    spoil(renewed, *SPOILT_VERSIONS[what])
    with Library(renewed) as library:
        problems = library.upkeep.problems()
        assert problems, "nothing was noticed"
        assert all(problem.remedy for problem in problems), problems
        _, left = library.upkeep.repair(AT)
        assert left == []
        assert library.upkeep.problems() == []
        waits = library.reviews.count()
    gone = {"what waited is gone", "what waits is of no document", "it waits and has a place"}
    assert waits == (0 if what in gone else 1)
    if what != "it waits and has a place":
        assert quotes(renewed) == before


def test_an_older_text_that_is_gone_cannot_be_made_up(renewed: Path) -> None:
    with Library(renewed) as library:
        second = Document("a.txt", TEXT + "又及。", digest="c", source="/a.txt")
        list(Desk(library, "lin").import_documents([second], replaces=library.documents.entry(1)))
    spoil(renewed, "delete from versions where number = 1")
    with Library(renewed) as library:
        hopeless = [problem.message for problem in library.upkeep.problems() if not problem.remedy]
        assert any("an older version of its text is missing" in message for message in hopeless)


def test_an_orphaned_annotation_stays_in_the_history(path: Path) -> None:
    spoil(path, *SPOILT["an annotation of no document"])
    with Library(path) as library:
        library.upkeep.repair(AT)
        told = [(action.annotator, action.name) for action in library.history.log() if action.name == "repair"]
        assert told == [("pizhu check", "repair")] * len(told)
        assert told


def test_the_command_tells_before_it_does(path: Path) -> None:
    spoil(path, "delete from folds")
    looked = CliRunner().invoke(cli, ["--db", str(path), "check"], obj=Settings())
    assert "--repair would make it anew" in looked.stderr
    with Library(path) as library:
        assert library.upkeep.problems()
    done = CliRunner().invoke(cli, ["--db", str(path), "check", "--repair"], obj=Settings())
    assert "make it anew" in done.stderr
    assert "all is well" in done.stderr
    with Library(path) as library:
        assert library.upkeep.problems() == []


def test_copies_made_unasked_are_few_and_private(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        copies = [back_up_before(raw, path, "test", f"2026-01-02T03:04:{second:02}", kept=3) for second in range(6)]
    assert sorted(folder_of(path).iterdir()) == copies[3:]
    assert folder_of(path).stat().st_mode & 0o077 == 0
    assert all(copy.stat().st_mode & 0o077 == 0 for copy in copies[3:])


def test_restoring_brings_back_what_was_copied(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    before = quotes(path)
    with Library(path) as library:
        library.upkeep.back_up(copy)
        Desk(library, "lin").annotate(1, Span(0, 2), "policy")
        set_aside = restore(copy, path, AT)  # while it is open
        assert library.changed_elsewhere()
        assert [(mark.label, mark.quote) for mark in library.annotations.of_document(1)] == before
        Desk(library, "lin").annotate(1, Span(0, 2), "program")
    assert set_aside is not None
    assert len(quotes(set_aside)) == len(before) + 1
    assert len(quotes(path)) == len(before) + 1


@pytest.mark.parametrize(("older", "newer"), [(4096, 16_384), (16_384, 4096)])
def test_a_copy_in_other_pages_is_restored(
    older: int, newer: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, path = tmp_path / "older.db", tmp_path / "newer.db"
    for pages, place, text in ((older, copy, "旧渠。"), (newer, path, "新渠。")):
        monkeypatch.setattr("reader.library.database._PAGE_BYTES", pages)
        with Library(place) as library:
            library.documents.add(Document("a.txt", text, digest=text), AT)
    with Library(path) as library:
        restore(copy, path, AT)  # while it is open
        assert library.documents.text(1) == "旧渠。"
        Desk(library, "lin").annotate(1, Span(0, 2), "program")
    assert [quote for _, quote in quotes(path)] == ["旧渠"]
    assert not list(tmp_path.glob(".*"))  # nothing is left of what was made on the way


def test_a_damaged_library_is_set_aside_and_restored(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    before = quotes(path)
    with Library(path) as library:
        library.upkeep.back_up(copy)
    damaged = bytearray(path.read_bytes())
    damaged[4096:12288] = b"\xff" * 8192
    path.write_bytes(damaged)
    set_aside = restore(copy, path, AT)
    assert set_aside is not None
    assert set_aside.read_bytes() == damaged
    assert quotes(path) == before


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_what_is_no_copy_is_not_restored(content: bytes, path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(LibraryError, match=r"other\.db"):
        restore(other, path, AT)
    with pytest.raises(LibraryError, match=r"missing\.db"):
        restore(tmp_path / "missing.db", path, AT)
    with pytest.raises(LibraryError, match="library itself"):
        restore(path, path, AT)
    assert path.read_bytes() == before


def test_a_copy_of_a_newer_version_and_a_database_of_another_program_are_left_alone(path: Path, tmp_path: Path) -> None:
    copy, newer, foreign = tmp_path / "copy.db", tmp_path / "newer.db", tmp_path / "foreign.db"
    with Library(path) as library:
        library.upkeep.back_up(copy)
        library.upkeep.back_up(newer)
    spoil(newer, "pragma user_version = 99")
    spoil(foreign, "create table things (x)")
    before = [file.read_bytes() for file in (path, foreign)]
    with pytest.raises(LibraryError, match="version 99"):
        restore(newer, path, AT)
    with pytest.raises(LibraryError, match="not a Pizhu library"):
        restore(copy, foreign, AT)
    assert [file.read_bytes() for file in (path, foreign)] == before
    assert list(tmp_path.glob("*.backups")) == []


def test_a_copy_takes_the_place_of_an_older_one_and_of_no_other_library(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with Library(path) as library:
        desk = Desk(library, "lin")
        library.upkeep.back_up(copy)
        desk.annotate(1, Span(0, 2), "policy")
        library.upkeep.back_up(copy)
        assert len(quotes(copy)) == 3
        with Library(copy) as other:  # someone works in the copy
            Desk(other, "mei").annotate(1, Span(2, 4), "policy")
        with pytest.raises(LibraryError, match="work in it that is not in this one"):
            library.upkeep.back_up(copy)
        desk.annotate(1, Span(3, 5), "policy")
        with pytest.raises(LibraryError, match="work in it that is not in this one"):
            library.upkeep.back_up(copy)
    assert len(quotes(copy)) == 4


def test_what_a_killed_program_left_does_not_stand_in_the_way(path: Path, tmp_path: Path) -> None:
    (tmp_path / f".copy.db.{os.getpid()}").write_bytes(b"half")
    with Library(path) as library:
        assert library.upkeep.back_up(tmp_path / "copy.db")


def test_the_restore_command(path: Path, tmp_path: Path) -> None:
    run = CliRunner()
    copy = tmp_path / "copy.db"
    assert run.invoke(cli, ["--db", str(path), "backup", str(copy)], obj=Settings()).exit_code == 0
    before = quotes(path)
    assert run.invoke(cli, ["--db", str(path), "--annotator", "lin", "undo"], obj=Settings()).exit_code == 0
    done = run.invoke(cli, ["--db", str(path), "restore", str(copy)], obj=Settings())
    assert done.exit_code == 0
    assert "1 documents" in done.stderr
    assert quotes(path) == before
