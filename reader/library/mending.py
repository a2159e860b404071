"""What a repair does. Texts are never repaired; what refers to nothing is written into the history before it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library.history import History
from reader.text.folding import fold
from reader.text.paragraphs import split_paragraphs

if TYPE_CHECKING:
    from sqlite_utils import Database

    from reader.annotations.changes import Change
    from reader.documents.model import Entry

WHO = "pizhu check"
"""The annotator in the history of what a repair did."""


class Mender:
    """Puts things right in one library, inside of a transaction."""

    def __init__(self, database: Database) -> None:
        self._connection = database.conn
        self._rows = database.conn.execute
        self._history = History(database)

    def run(self, statement: str, values: list[object] | None = None) -> None:
        """Runs a statement."""
        self._rows(statement, values or [])

    def make_anew(self, kind: str, name: str, sql: str) -> None:
        """Makes an index, a trigger or a view as it has to be."""
        self.run(f'drop {kind} if exists "{name}"')
        self.run(sql)

    def add_label(self, name: str) -> None:
        """Adds a label that annotations have."""
        self.run(
            "insert or ignore into labels (name, position) values (?, (select coalesce(max(position), 0) + 1 from labels))",
            [name],
        )

    def take_away(self, annotation: str, at: str) -> None:
        """Takes an annotation away; the history keeps it."""
        self.bridge(annotation, at)
        self.run("delete from annotations where id = ?", [annotation])
        self.run("delete from reviews where id = ?", [annotation])
        self.bridge(annotation, at)

    def record(self, change: Change, at: str) -> None:
        """Changes an annotation, as anyone else would."""
        self._history.record("repair", [change], annotator=WHO, at=at)

    def bridge(self, annotation: str, at: str) -> None:
        """Writes into the history what has become of an annotation behind its back."""
        self._history.bridge(annotation, annotator=WHO, at=at)

    def split_anew(self, entry: Entry, text: str) -> None:
        """Splits a document's text into paragraphs again."""
        paragraphs = split_paragraphs(text)
        self.run("delete from paragraphs where document = ?", [entry.id])
        self._connection.executemany(
            'insert into paragraphs (document, number, start, "end", kind) values (?, ?, ?, ?, ?)',
            paragraphs.rows_of(entry.id),
        )
        self.run("update documents set paragraphs = ? where id = ?", [len(paragraphs), entry.id])

    def fold_anew(self, document: int) -> None:
        """Makes again what search looks through in a document."""
        rows = self._rows("select start, text from texts where document = ?", [document]).fetchall()
        self.run("delete from folds where document = ?", [document])
        for start, text in rows:
            self.run("insert into folds values (?, ?, ?)", [document, start, fold(text).view.encode()])
