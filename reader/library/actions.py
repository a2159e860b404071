"""The log: what was done as one, by whom, and the changes that were part of it. Nothing in it is ever deleted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.annotations.changes import Change
from reader.errors import LibraryError
from reader.library.annotations import dump, load
from reader.library.documents import REMOVED
from reader.library.label_history import PREFIX, dump_side, load_change
from reader.translation import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlite_utils import Database

    from reader.annotations.label_changes import LabelChange
    from reader.annotations.model import Annotation
    from reader.documents.model import Entry

REMOVE = "remove"  # the name of an action that takes a document away
_TELL = "insert into changes (action, annotation, before, after) values (?, ?, ?, ?)"


class ConflictError(LibraryError):
    """Someone else changed an annotation or a label meanwhile; nothing was written, both versions are in the history."""

    title = N_("Changed meanwhile")


@dataclass(frozen=True, slots=True)
class Action:
    """What was done as one: `name` is annotate, delete, accept, run, undo …; `at` ISO 8601 in UTC.

    What changed labels has these in `labels`; `changes` may be empty then.
    """

    id: int
    at: str
    annotator: str
    name: str
    document: int | None
    run: int | None
    changes: tuple[Change, ...]
    labels: tuple[LabelChange, ...] = ()
    removed: str = ""  # the name of the document that was taken away


class Actions:
    """The actions of one library. What they do to annotations and labels is done by others."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows = database.conn.execute

    def write(
        self,
        name: str,
        changes: tuple[Change, ...],
        labels: tuple[LabelChange, ...],
        *,
        annotator: str,
        at: str,
        run: int | None,
        undoes: int | None = None,
        continues: Action | None = None,
    ) -> Action:
        """Writes down what has been done; with `continues`, as part of that, unless it has been taken back."""
        documents = {change.annotation.document for change in changes}
        if continues is not None:
            documents.add(continues.document or 0)
        document = documents.pop() if len(documents) == 1 else None
        action = None if continues is None else self._continued(continues, document)
        if action is None:
            action = self.begin(name, document, annotator=annotator, at=at, run=run, undoes=undoes)
        for label in labels:
            sides = (dump_side(side, label.moved_to) for side in (label.before, label.after))
            self._rows(_TELL, [action, PREFIX + label.label.name, *sides])
        self.note(action, changes)
        return Action(action, at, annotator, name, document, run, changes, labels)

    def write_removal(self, entry: Entry, changes: tuple[Change, ...], *, annotator: str, at: str) -> Action:
        """Writes down that a document is taken away with these annotations; no one's undo takes that back."""
        action = self.begin(REMOVE, None, annotator=annotator, at=at)
        self._rows("update actions set undone = 1 where id = ?", [action])
        told = json.dumps({"name": entry.name, "title": entry.title, "digest": entry.digest}, ensure_ascii=False)
        self._rows(_TELL, [action, f"{REMOVED}{entry.id}", told, None])
        self.note(action, changes)
        return Action(action, at, annotator, REMOVE, None, None, changes, removed=entry.name)

    def begin(
        self,
        name: str,
        document: int | None,
        *,
        annotator: str,
        at: str,
        run: int | None = None,
        undoes: int | None = None,
    ) -> int:
        """Writes down that something is done; gives its number."""
        cursor = self._rows(
            "insert into actions (at, annotator, name, document, run, undoes) values (?, ?, ?, ?, ?, ?)",
            [at, annotator, name, document, run, undoes],
        )
        if cursor.lastrowid is None:
            raise LibraryError(_("The history could not be written."))
        return int(cursor.lastrowid)

    def note(self, action: int, changes: Iterable[Change]) -> None:
        """Writes down changes of annotations as part of an action."""
        self._database.conn.executemany(
            _TELL, ([action, change.annotation.id, dump(change.before), dump(change.after)] for change in changes)
        )

    def changes(self, action: int) -> tuple[Change, ...]:
        """The annotations an action changed, in its order."""
        rows = self._rows(
            "select before, after from changes where action = ? and annotation not like ? and annotation not like ? "
            "order by id",
            [action, f"{PREFIX}%", f"{REMOVED}%"],
        )
        return tuple(Change(load(before), load(after)) for before, after in rows)

    def label_changes(self, action: int) -> tuple[LabelChange, ...]:
        """The labels an action changed, in its order."""
        rows = self._rows(
            "select before, after from changes where action = ? and annotation like ? order by id",
            [action, f"{PREFIX}%"],
        )
        return tuple(load_change(before, after) for before, after in rows)

    def before_in(self, action: int, annotation: str) -> Annotation | None:
        """An annotation as it was before an action, if the action changed it."""
        row = self._rows(
            "select before from changes where action = ? and annotation = ? and before is not null",
            [action, annotation],
        ).fetchone()
        return None if row is None else load(row[0])

    def last_moment(self) -> str:
        """When the newest action was written, in ISO 8601; empty where there is none."""
        row = self._rows("select at from actions order by id desc limit 1").fetchone()
        return "" if row is None else str(row[0])

    def log(self, limit: int = -1) -> Iterator[Action]:
        """All actions, the newest first."""
        rows = self._rows(
            "select id, at, annotator, name, document, run from actions order by id desc limit ?", [limit]
        ).fetchall()
        for row in rows:
            action, at, who, name, document, run = row
            changes, labels = self.changes(action), self.label_changes(action)
            removed = self._removed_in(action) if name == REMOVE else ""
            yield Action(action, at, who, name, document, run, changes, labels, removed)

    def _removed_in(self, action: int) -> str:
        row = self._rows(
            "select json_extract(before, '$.name') from changes where action = ? and annotation like ?",
            [action, f"{REMOVED}%"],
        ).fetchone()
        return "" if row is None else str(row[0])

    def _continued(self, action: Action, document: int | None) -> int | None:
        """The number of an action that goes on, now of this document; None where it has been taken back."""
        rows = self._rows(
            "update actions set document = ? where id = ? and not undone returning id", [document, action.id]
        ).fetchone()
        return None if rows is None else int(rows[0])
