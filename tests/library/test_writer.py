"""Many changes at once: what is proven of one row is proven of all, and nothing is written where it does not hold."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reader.annotations.changes import Change
from reader.annotations.model import Status
from reader.desk import Desk
from reader.documents.model import Document
from reader.library import Library, writer
from reader.library.history import ConflictError
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT = "惠及三百户，办结率百分之九十。" * 20
COUNT = 30


@pytest.fixture(params=[1, COUNT + 1], ids=["together", "row by row"])
def desk(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(writer, "MANY", request.param)
    with Library(tmp_path / "library.db") as library:
        library.documents.add(Document("a.txt", TEXT, digest="a"), "2026")
        library.documents.add(Document("b.txt", TEXT[2:], digest="b"), "2026")
        yield Desk(library, "lin")


def made(desk: Desk) -> list[Change]:
    """A new annotation at every third place, in two documents by turns."""
    places = [(1 + number % 2, Span(3 * number, 3 * number + 2)) for number in range(COUNT)]
    return [Change(None, desk.new_annotation(document, span, "policy")) for document, span in places]


def record(desk: Desk, changes: list[Change]) -> None:
    desk.library.history.record("run", changes, annotator="lin", at=desk.now())


def standing(desk: Desk) -> list[object]:
    return [one for document in (1, 2) for one in desk.library.annotations.of_document(document)]


def test_many_are_made_changed_and_taken_back(desk: Desk) -> None:
    changes = made(desk)
    record(desk, changes)
    assert len(standing(desk)) == COUNT
    record(desk, [Change(after, replace(after, status=Status.REJECTED)) for _, after in changes if after is not None])
    assert {one.status for one in desk.library.annotations.of_document(2)} == {Status.REJECTED}
    desk.undo()
    desk.undo()
    assert standing(desk) == []


@pytest.mark.parametrize("wrong", ["惠", "惠及三", "办法"])
def test_one_wrong_quote_among_many_keeps_all_of_them_out(desk: Desk, wrong: str) -> None:
    changes = made(desk)
    last = changes[-1].after
    assert last is not None
    changes[-1] = Change(None, replace(last, quote=wrong))
    with pytest.raises(sqlite3.IntegrityError, match="not the text it names"):
        record(desk, changes)
    assert standing(desk) == []
    with pytest.raises(sqlite3.IntegrityError, match="not the text it names"):  # the trigger is still there
        record(desk, changes[-1:])
    record(desk, changes[:-1])
    with pytest.raises(sqlite3.IntegrityError, match="not the text it names"):
        record(desk, changes[-1:])
    assert len(standing(desk)) == COUNT - 1


def test_a_span_behind_the_end_is_refused(desk: Desk) -> None:
    changes = made(desk)
    beyond = desk.new_annotation(1, Span(len(TEXT) - 1, len(TEXT)), "policy")
    changes.append(Change(None, replace(beyond, span=Span(len(TEXT) - 1, len(TEXT) + 1))))
    with pytest.raises(sqlite3.IntegrityError, match="not the text it names"):
        record(desk, changes)
    assert standing(desk) == []


def test_one_that_was_changed_meanwhile_keeps_all_as_they_were(desk: Desk) -> None:
    changes = made(desk)
    record(desk, changes)
    first = changes[0].after
    assert first is not None
    desk.reject(first)
    before = standing(desk)
    with pytest.raises(ConflictError, match="changed meanwhile by lin"):
        record(desk, [change.reverse for change in reversed(changes)])
    assert standing(desk) == before


def test_an_annotation_may_change_twice_in_one_action(desk: Desk) -> None:
    changes = made(desk)
    first = changes[0].after
    assert first is not None
    noted = replace(first, note="看")
    record(desk, [*changes, Change(first, noted), Change(noted, None), Change(None, first)])
    assert len(standing(desk)) == COUNT
    assert desk.library.annotations.get(first.id) == first
    desk.undo()
    assert standing(desk) == []
