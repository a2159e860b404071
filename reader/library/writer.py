"""Puts changes of annotations into the tables, many at once, each only where what it changes is as it takes it to be."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from reader.library.actions import ConflictError
from reader.library.annotations import COLUMNS, to_row
from reader.library.reviews import Reviews
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlite_utils import Database

    from reader.annotations.changes import Change
    from reader.annotations.model import Annotation
    from reader.library.carrier import Carrier
    from reader.library.documents import Documents

_INSERT = "insert into annotations ({}) values ({})".format(
    ", ".join(f'"{column}"' for column in COLUMNS), ", ".join("?" * len(COLUMNS))
)
_UPDATE = "update annotations set {} where id = ?".format(", ".join(f'"{column}" = ?' for column in COLUMNS[1:]))
_DELETE = "delete from annotations where id = ?"
_QUOTE_TRIGGER = "annotations_quote_insert"
MANY = 500  # rows for which the trigger costs more than taking it away and putting it back
_HELD = 50_000  # rows that wait to be written


class Writer:
    """Writes the changes of one action, inside of its transaction.

    Rows of one kind that follow each other are written together: `flush` says that the rest is to stand there too.
    """

    def __init__(self, database: Database, carrier: Carrier, documents: Documents) -> None:
        self._connection = database.conn
        self._carrier = carrier
        self._documents = documents
        self._reviews = Reviews(database)
        self._states: dict[str, Annotation | None] = {}
        self._statement = ""
        self._values: list[list[Any]] = []

    def look_up(self, ids: Iterable[str]) -> None:
        """Reads how annotations stand, all at once."""
        self._states |= self._carrier.states(ids)

    def state(self, annotation: str) -> Annotation | None:
        """An annotation as it stands, with what has been given to this writer."""
        if annotation not in self._states:
            self.look_up([annotation])
        return self._states[annotation]

    def apply_all(self, changes: Iterable[Change]) -> None:
        """Makes changes, in their order; ConflictError where an annotation is no longer as one takes it to be."""
        changes = list(changes)
        self.look_up({change.annotation.id for change in changes})
        for change in changes:
            self.apply(change)
        self.flush()

    def apply(self, change: Change) -> None:
        """Makes one change, with the next `flush` at the latest."""
        before, after = change
        identity = change.annotation.id
        current = self.state(identity)
        if current != before:
            told = (
                _("“{quote}” was changed meanwhile by {annotator}.")
                if current
                else _("“{quote}” was changed meanwhile.")
            )
            raise ConflictError(
                told.format(quote=change.annotation.quote, annotator=current.annotator if current else ""),
                _("Nothing was written; look at it again."),
            )
        if before == after:
            return
        self._states[identity] = after
        was_placed = before is not None and before.review is None
        if before is not None and not was_placed:
            self.flush()
            self._reviews.remove(identity)
        if was_placed and (after is None or after.review is not None):
            self._add(_DELETE, [identity])
        if after is None:
            return
        if after.review is not None:
            self.flush()
            self._reviews.put(after)
            return
        values = list(to_row(after).values())
        if was_placed:
            self._add(_UPDATE, [*values[1:], values[0]])
        else:
            self._add(_INSERT, values)

    def put_label(self, annotation: Annotation) -> None:
        """Notes that an annotation stands with another label, which somebody else has written."""
        self._states[annotation.id] = annotation

    def flush(self) -> None:
        """Writes what waits."""
        statement, values = self._statement, self._values
        self._statement, self._values = "", []
        if statement == _INSERT and len(values) >= MANY:
            with self._proven_together():
                self._connection.executemany(statement, values)
        elif values:
            self._connection.executemany(statement, values)

    def _add(self, statement: str, values: list[Any]) -> None:
        if statement != self._statement or len(self._values) >= _HELD:
            self.flush()
        self._statement = statement
        self._values.append(values)

    @contextmanager
    def _proven_together(self) -> Iterator[None]:
        """Inside, annotations are inserted without the trigger that holds each quote against the text.

        SQLite has no trigger for all rows of a statement, and for one row the piece of the text is read again each
        time. So the rows are held against the text here, as they stand in the table, and the trigger comes back: all
        in one transaction, in which nobody else can write, and which is taken back whole where a quote is wrong.
        """
        execute = self._connection.execute
        (last,) = execute("select coalesce(max(rowid), 0) from annotations").fetchone()
        trigger = execute("select sql from sqlite_schema where type = 'trigger' and name = ?", [_QUOTE_TRIGGER])
        statements = trigger.fetchall()
        execute(f"drop trigger if exists {_QUOTE_TRIGGER}")
        yield
        document, text = 0, ""
        rows = execute(
            'select document, start, "end", quote from annotations where rowid > ? order by document', [last]
        )
        for named, start, end, quote in rows:
            if named != document:
                document, text = named, self._documents.text(named)
            if text[start:end] != quote or end > len(text):
                raise sqlite3.IntegrityError(_("the quote is not the text it names"))
        for (statement,) in statements:
            execute(statement)
