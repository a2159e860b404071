"""The only way in: every change of an annotation, with what was before and after, so that all can be taken back.

One action is what a person did with one key, or one batch run; undo and redo are actions themselves, so the log
tells everything that ever happened. Whoever writes says what they believe stands there; where someone else has
changed it since, nothing is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.annotations.carrying import Text
from reader.errors import LibraryError
from reader.library.annotations import COLUMNS, dump, load, to_row
from reader.library.carrier import Carrier, Change
from reader.library.database import writing
from reader.library.documents import Documents
from reader.library.reading import Reading
from reader.library.reviews import Reviews
from reader.library.versions import Edition, Versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlite_utils import Database

__all__ = ["Action", "Change", "ConflictError", "History"]


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
        self._carrier = Carrier(database)
        self._reviews = Reviews(database)
        self._documents = Documents(database)
        self._versions = Versions(database, self._documents)
        self._reading = Reading(database)

    def record(
        self, name: str, changes: Iterable[Change], *, annotator: str, at: str, run: int | None = None
    ) -> Action | None:
        """Writes changes as one action, in one transaction; None where there is nothing to change.

        Raises ConflictError where an annotation is no longer what a change takes it to be.
        """
        kept = tuple(change for change in changes if change.before != change.after)
        if not kept:
            return None
        with writing(self._database):
            return self._write(name, kept, annotator=annotator, at=at, run=run)

    def new_version(self, document: int, edition: Edition, *, annotator: str, at: str) -> Action:
        """Gives a document a new text, and every annotation of it its place there or a review, as one action.

        The action holds a change for each annotation, kept ones too: together they say where each stood and stands.
        """
        with writing(self._database):
            return self._replace_text("version", document, edition, {}, annotator=annotator, at=at)

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
        self._rows("update actions set undone = 1 where id = ?", [action])
        if (replaced := self._versions.replaced_by(action)) is not None:
            done = self._go_back(name, action, *replaced, annotator=annotator, at=at)
        else:
            standing = [
                change
                for made in reversed(self._changes(action))
                if (change := self._carrier.reversed(made, action, at)) is not None
            ]
            if not standing:
                return None
            done = self._write(name, tuple(standing), annotator=annotator, at=at, run=run, undoes=action)
        if name == "redo" and done is not None:
            self._rows("update actions set undone = 0 where id = (select undoes from actions where id = ?)", [action])
        return done

    def _go_back(self, name: str, action: int, document: int, number: int, *, annotator: str, at: str) -> Action | None:
        """Puts the text back that an action replaced, as a new version; None where the text it left is not there now."""
        left = self._versions.text(document, number + 1)
        edition = self._versions.edition(document, number)
        taken = self._documents.with_digest(edition.facts["digest"])
        if left != self._documents.text(document) or (taken is not None and taken.id != document):
            return None
        back = {change.annotation.id: change for change in self._changes(action)}
        return self._replace_text(name, document, edition, back, annotator=annotator, at=at, undoes=action)

    def _replace_text(
        self,
        name: str,
        document: int,
        edition: Edition,
        back: Mapping[str, Change],
        *,
        annotator: str,
        at: str,
        undoes: int | None = None,
    ) -> Action:
        changes = tuple(self._carrier.into(document, edition, at, back))
        old = self._versions.edition(document, self._versions.current(document))
        action = self._begin(name, document, annotator=annotator, at=at, undoes=undoes)
        self._versions.replace(document, edition, action)
        self._reading.carry(document, Text(old.text, old.spans), Text(edition.text, edition.spans))
        self._apply_all(action, changes)
        return Action(action, at, annotator, name, document, None, changes)

    def _write(
        self,
        name: str,
        changes: tuple[Change, ...],
        *,
        annotator: str,
        at: str,
        run: int | None,
        undoes: int | None = None,
    ) -> Action:
        documents = {change.annotation.document for change in changes}
        document = documents.pop() if len(documents) == 1 else None
        action = self._begin(name, document, annotator=annotator, at=at, run=run, undoes=undoes)
        self._apply_all(action, changes)
        return Action(action, at, annotator, name, document, run, changes)

    def _begin(
        self,
        name: str,
        document: int | None,
        *,
        annotator: str,
        at: str,
        run: int | None = None,
        undoes: int | None = None,
    ) -> int:
        cursor = self._rows(
            "insert into actions (at, annotator, name, document, run, undoes) values (?, ?, ?, ?, ?, ?)",
            [at, annotator, name, document, run, undoes],
        )
        if cursor.lastrowid is None:
            raise LibraryError("The history could not be written.")
        return int(cursor.lastrowid)

    def _apply_all(self, action: int, changes: Iterable[Change]) -> None:
        for change in changes:
            self._apply(change)
            self._rows(
                "insert into changes (action, annotation, before, after) values (?, ?, ?, ?)",
                [action, change.annotation.id, dump(change.before), dump(change.after)],
            )

    def _apply(self, change: Change) -> None:
        before, after = change
        current = self._carrier.state(change.annotation.id)
        if current != before:
            whose = f" by {current.annotator}" if current else ""
            raise ConflictError(
                f"“{change.annotation.quote}” was changed meanwhile{whose}.",
                "Nothing was written; look at it again.",
            )
        if before == after:
            return
        was_placed = before is not None and before.review is None
        if before is not None and not was_placed:
            self._reviews.remove(before.id)
        if was_placed and (after is None or after.review is not None):
            self._rows("delete from annotations where id = ?", [change.annotation.id])
        if after is None:
            return
        if after.review is not None:
            self._reviews.put(after)
            return
        values = list(to_row(after).values())
        if was_placed:
            self._rows(_UPDATE, [*values[1:], values[0]])
        else:
            self._rows(_INSERT, values)

    def _changes(self, action: int) -> tuple[Change, ...]:
        rows = self._rows("select before, after from changes where action = ? order by id", [action])
        return tuple(Change(load(before), load(after)) for before, after in rows)
