"""Annotations that wait for review: their place in the current version of the text is not certain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.annotations.model import Annotation, Reason, Review
from reader.library.annotations import COLUMNS, from_row, rows_of_ids, to_row
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

_EXTRA = ("version", "guess_start", "guess_end", "reason")
SELECTED = ", ".join(f'reviews."{column}"' for column in (*COLUMNS, *_EXTRA))
_INSERT = "insert or replace into reviews ({}) values ({})".format(
    ", ".join(f'"{column}"' for column in (*COLUMNS, *_EXTRA)), ", ".join("?" * len((*COLUMNS, *_EXTRA)))
)


class Reviews:
    """What waits in one library. Every change goes through history.py."""

    def __init__(self, database: Database) -> None:
        self._rows = database.conn.execute

    def get(self, annotation: str) -> Annotation | None:
        """The annotation of that id, if it waits."""
        row = self._rows(f"select {SELECTED} from reviews where id = ?", [annotation]).fetchone()
        return None if row is None else waiting_from_row(row)

    def of_ids(self, ids: Sequence[str]) -> dict[str, Annotation]:
        """What waits of these ids, by id."""
        rows = rows_of_ids(self._rows, f"select {SELECTED} from reviews", ids)
        return {row[0]: waiting_from_row(row) for row in rows}

    def of_document(self, document: int) -> list[Annotation]:
        """What waits in a document, in the order of the text it was in."""
        rows = self._rows(f'select {SELECTED} from reviews where document = ? order by start, "end", id', [document])
        return [waiting_from_row(row) for row in rows]

    def of_label(self, label: str) -> list[Annotation]:
        """What waits and has a label."""
        rows = self._rows(f"select {SELECTED} from reviews where label = ? order by id", [label])
        return [waiting_from_row(row) for row in rows]

    def all(self) -> list[Annotation]:
        """What waits, by the document's name, in the order of the text it was in."""
        rows = self._rows(
            f"select {SELECTED} from reviews join documents on documents.id = reviews.document "
            'order by documents.name, start, "end", reviews.id'
        )
        return [waiting_from_row(row) for row in rows]

    def count(self) -> int:
        """How many wait."""
        return int(self._rows("select count(*) from reviews").fetchone()[0])

    def counts(self) -> dict[int, int]:
        """How many wait, by document; documents without any are left out."""
        return dict(self._rows("select document, count(*) from reviews group by document"))

    def put(self, annotation: Annotation) -> None:
        """Keeps an annotation that waits. For writer.py alone."""
        review = annotation.review
        if review is None:
            raise ValueError("this annotation does not wait for review")
        guess = (None, None) if review.guess is None else (review.guess.start, review.guess.end)
        values = [*to_row(annotation).values()][: len(COLUMNS)]
        self._rows(_INSERT, [*values, review.version, *guess, review.reason.value])

    def remove(self, annotation: str) -> None:
        """Takes an annotation out. For writer.py alone."""
        self._rows("delete from reviews where id = ?", [annotation])


def waiting_from_row(row: tuple[Any, ...]) -> Annotation:
    """What waits, from a row of SELECTED."""
    *_, version, start, end, reason = row
    guess = None if start is None else Span(start, end)
    return from_row(row[: len(COLUMNS)], Review(version, guess, Reason(reason)))
