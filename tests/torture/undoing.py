"""Whether the history of a library still leads back and forth, whatever happened to the programs that wrote it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from reader.desk import Desk
from reader.library import Library
from tests.torture.wholeness import assert_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reader.library.history import Action

    State = tuple[object, ...]


def assert_undoable(path: Path) -> None:
    """Everyone takes back all that they did and does it again, over the same states, and nothing else has changed.

    Then all batch runs are taken back, which leaves no suggestions; where one person alone has worked, and no text has
    another version, all that they take back leaves no annotation. This is done in a copy, which stays whole.
    """
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.db"
        with closing(sqlite3.connect(path)) as library, closing(sqlite3.connect(copy)) as other:
            library.backup(other)
            if not other.execute("pragma application_id").fetchone()[0]:
                return  # the end came before it was a library
        with Library(copy) as opened, opened.transaction():  # one transaction, for it is sooner
            _undo_all(opened)
        assert_whole(copy)


def _undo_all(library: Library) -> None:
    actions = list(library.history.log())
    people = sorted({action.annotator for action in actions if action.run is None})
    for name in people:
        _back_and_forth(Desk(library, name))
    desk = Desk(library, "undoer")
    while (run := library.runs.last()) is not None:
        assert library.history.undo_run(run, desk.annotator, desk.now()), "a run that cannot be taken back"
    assert not any(one.suggestions for one in library.documents.overviews(desk.annotator))
    if len(people) <= 1 and not any(action.name == "version" for action in actions):
        for name in people:
            _as_often_as_one_can(library, Desk(library, name).undo)
        assert not any(one.annotations or one.reviews for one in library.documents.overviews(desk.annotator))


def _back_and_forth(desk: Desk) -> None:
    """First what one had taken back already, then what one did; and all of it again."""
    forward = _as_often_as_one_can(desk.library, desk.redo)
    _go_through(desk.library, desk.undo, reversed(forward[:-1]))
    back = _as_often_as_one_can(desk.library, desk.undo)
    _go_through(desk.library, desk.redo, reversed(back[:-1]))
    _go_through(desk.library, desk.redo, forward[1:])
    _go_through(desk.library, desk.undo, reversed(forward[:-1]))


def _as_often_as_one_can(library: Library, act: Callable[[], Action | None]) -> list[State]:
    """The states that it goes through; the first is from before it was done at all."""
    states = [_state(library)]
    while act() is not None:
        states.append(_state(library))
    return states


def _go_through(library: Library, act: Callable[[], Action | None], states: Iterable[State]) -> None:
    for number, state in enumerate(states, 1):
        assert act() is not None, f"step {number} cannot be taken"
        assert _state(library) == state, f"step {number} leads elsewhere"


def _state(library: Library) -> State:
    """All annotations, with their times, the texts that they stand in, and the labels."""
    entries = library.documents.entries()
    return (
        *((entry.id, entry.digest) for entry in entries),
        *(one for entry in entries for one in library.annotations.of_document(entry.id)),
        *(one for entry in entries for one in library.reviews.of_document(entry.id)),
        *library.labels.all(),
    )
