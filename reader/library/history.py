"""The only way in: every change of an annotation, with what was before and after, so that all can be taken back.

One action is what a person did with one key, or one batch run; undo and redo are actions themselves, so the log
tells everything that ever happened. Whoever writes says what they believe stands there; where someone else has
changed it since, nothing is written.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.errors import LibraryError
from reader.library.annotations import COLUMNS, Annotations, from_row, to_row
from reader.library.database import writing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlite_utils import Database

    from reader.annotations.model import Annotation


class Change(NamedTuple):
    """An annotation before (None: it is made) and after (None: it is deleted)."""

    before: Annotation | None
    after: Annotation | None

    @property
    def reverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.after, self.before)

    @property
    def annotation(self) -> Annotation:
        """Whichever side there is, the newer first."""
        annotation = self.after or self.before
        if annotation is None:
            raise ValueError("a change needs a side")
        return annotation


@dataclass(frozen=True, slots=True)
class Action:
    """What was done as one: `name` is annotate, delete, accept, run, undo …; `at` ISO 8601 in UTC."""

    id: int
    at: str
    annotator: str
    name: str
    document: int | None
    run: int | None
    changes: tuple[Change, ...]


class ConflictError(LibraryError):
    """Someone else changed an annotation meanwhile; nothing was written, both versions are in the history."""

    title = "Changed meanwhile"


_INSERT = "insert into annotations ({}) values ({})".format(
    ", ".join(f'"{column}"' for column in COLUMNS), ", ".join("?" * len(COLUMNS))
)
_UPDATE = "update annotations set {} where id = ?".format(", ".join(f'"{column}" = ?' for column in COLUMNS[1:]))


class History:
    """Writes changes and takes them back."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows = database.conn.execute
        self._annotations = Annotations(database)

    def record(
        self,
        name: str,
        changes: Iterable[Change],
        *,
        annotator: str,
        at: str,
        run: int | None = None,
        continues: Action | None = None,
    ) -> Action | None:
        """Writes changes as one action, in one transaction; None where there is nothing to change.

        With `continues` they are part of that action, so that what is too much for one transaction is still taken
        back as one; where it has been taken back meanwhile, they begin another. Raises ConflictError where an
        annotation is no longer what a change takes it to be.
        """
        kept = tuple(change for change in changes if change.before != change.after)
        if not kept:
            return continues
        with writing(self._database):
            return self._write(name, kept, annotator=annotator, at=at, run=run, continues=continues)

    def undo(self, annotator: str, at: str) -> Action | None:
        """Takes back this annotator's last action that stands; None where there is none.

        What anyone else has changed since stays as they left it; an action of which nothing is left to take
        back is passed over.
        """
        with writing(self._database):
            for (action,) in self._rows(
                "select id from actions where annotator = ? and name not in ('undo', 'redo') and not undone "
                "and run is null order by id desc",
                [annotator],
            ).fetchall():
                if (done := self._reverse("undo", action, annotator=annotator, at=at)) is not None:
                    return done
        return None

    def redo(self, annotator: str, at: str) -> Action | None:
        """Does again what this annotator undid last; None where they have done something else since."""
        with writing(self._database):
            row = self._rows(
                """
                select id from actions where annotator = :me and name = 'undo' and not undone and run is null
                and id > coalesce((select max(id) from actions
                                   where annotator = :me and name not in ('undo', 'redo') and run is null), 0)
                order by id desc limit 1
                """,
                {"me": annotator},
            ).fetchone()
            return None if row is None else self._reverse("redo", row[0], annotator=annotator, at=at)

    def undo_run(self, run: int, annotator: str, at: str) -> list[Action]:
        """Takes back all that a batch run did and no one has decided on since; the rest stays."""
        with writing(self._database):
            rows = self._rows(
                "select id from actions where run = ? and name = 'run' and not undone order by id desc", [run]
            ).fetchall()
            done = [self._reverse("undo", action, annotator=annotator, at=at, run=run) for (action,) in rows]
        return [action for action in done if action is not None]

    def log(self, limit: int = -1) -> Iterator[Action]:
        """All actions, the newest first."""
        rows = self._rows(
            "select id, at, annotator, name, document, run from actions order by id desc limit ?", [limit]
        ).fetchall()
        for row in rows:
            action, at, who, name, document, run = row
            yield Action(action, at, who, name, document, run, self._changes(action))

    def _reverse(self, name: str, action: int, *, annotator: str, at: str, run: int | None = None) -> Action | None:
        """Takes back what still stands of an action; None, and nothing is written but that, where nothing does."""
        standing = tuple(
            change.reverse
            for change in reversed(self._changes(action))
            if self._annotations.get(change.annotation.id) == change.after
        )
        self._rows("update actions set undone = 1 where id = ?", [action])
        if not standing:
            return None
        done = self._write(name, standing, annotator=annotator, at=at, run=run, undoes=action)
        if name == "redo":
            self._rows("update actions set undone = 0 where id = (select undoes from actions where id = ?)", [action])
        return done

    def _write(
        self,
        name: str,
        changes: tuple[Change, ...],
        *,
        annotator: str,
        at: str,
        run: int | None,
        undoes: int | None = None,
        continues: Action | None = None,
    ) -> Action:
        documents = {change.annotation.document for change in changes}
        if continues is not None:
            documents.add(continues.document or 0)
        document = documents.pop() if len(documents) == 1 else None
        action = None if continues is None else self._continued(continues, document)
        if action is None:
            action = self._rows(
                "insert into actions (at, annotator, name, document, run, undoes) values (?, ?, ?, ?, ?, ?)",
                [at, annotator, name, document, run, undoes],
            ).lastrowid
        if action is None:
            raise LibraryError("The history could not be written.")
        for change in changes:
            self._apply(change)
            self._rows(
                "insert into changes (action, annotation, before, after) values (?, ?, ?, ?)",
                [action, change.annotation.id, _dump(change.before), _dump(change.after)],
            )
        return Action(action, at, annotator, name, document, run, changes)

    def _continued(self, action: Action, document: int | None) -> int | None:
        """The number of an action that goes on, now of this document; None where it has been taken back."""
        rows = self._rows(
            "update actions set document = ? where id = ? and not undone returning id", [document, action.id]
        ).fetchone()
        return None if rows is None else int(rows[0])

    def _apply(self, change: Change) -> None:
        before, after = change
        current = self._annotations.get(change.annotation.id)
        if current != before:
            whose = f" by {current.annotator}" if current else ""
            raise ConflictError(
                f"“{change.annotation.quote}” was changed meanwhile{whose}.",
                "Nothing was written; look at it again.",
            )
        if after is None:
            self._rows("delete from annotations where id = ?", [change.annotation.id])
            return
        values = list(to_row(after).values())
        if before is None:
            self._rows(_INSERT, values)
        else:
            self._rows(_UPDATE, [*values[1:], values[0]])

    def _changes(self, action: int) -> tuple[Change, ...]:
        rows = self._rows("select before, after from changes where action = ? order by id", [action])
        return tuple(Change(_load(before), _load(after)) for before, after in rows)


def _dump(annotation: Annotation | None) -> str | None:
    return None if annotation is None else json.dumps(to_row(annotation), ensure_ascii=False)


def _load(row: str | None) -> Annotation | None:
    if row is None:
        return None
    columns: dict[str, Any] = json.loads(row)
    return from_row(tuple(columns[column] for column in COLUMNS))
