"""Records: annotations joined with what an export says beside them, read as a stream."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reader.library.annotations import SELECTED, from_row
from reader.library.documents import Documents

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlite_utils import Database

    from reader.annotations.model import Annotation, Status
    from reader.documents.model import Entry
    from reader.text.paragraphs import Paragraphs

Row = tuple[Any, ...]

# The columns of a record, in order, and where each comes from.
_COLUMNS = {
    "id": "annotations.id",
    "document": "documents.name",
    "title": "documents.title",
    "paragraph": """coalesce((
        select number from paragraphs
        where document = annotations.document and start <= annotations.start
        order by start desc limit 1
    ), 1)""",
    "start": "annotations.start",
    "end": 'annotations."end"',
    "label": "annotations.label",
    "text": "annotations.quote",
    "status": "annotations.status",
    "origin": "annotations.origin",
    "annotator": "annotations.annotator",
    "note": "annotations.note",
    "value": "json_extract(annotations.attributes, '$.value')",
    "unit": "json_extract(annotations.attributes, '$.unit')",
    "attributes": "annotations.attributes",
    "prefix": "annotations.prefix",
    "suffix": "annotations.suffix",
    "created_at": "annotations.created_at",
    "updated_at": "annotations.updated_at",
}

FIELDS = tuple(_COLUMNS)
"""The columns, in order. Offsets are code points; `text` is the slice of the document that they name."""

_BATCH = 500  # rows fetched at once


@dataclass(frozen=True, slots=True)
class Selection:
    """Which annotations to export; an empty collection means all."""

    statuses: Collection[Status] = ()
    labels: Collection[str] = ()
    documents: Collection[str] = ()
    annotators: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class MarkedDocument:
    """A document, whole, with the annotations that were asked for, by place."""

    entry: Entry
    text: str
    paragraphs: Paragraphs
    annotations: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """What is known of a document, and how many of its selected annotations have each status."""

    entry: Entry
    accepted: int = 0
    suggested: int = 0
    rejected: int = 0


class Records:
    """The annotations of one library as exports see them."""

    def __init__(self, database: Database) -> None:
        self._connection = database.conn
        self._rows = database.conn.execute
        self._documents = Documents(database)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read inside is the library of one moment, whatever others write meanwhile."""
        if self._connection.in_transaction:
            yield
            return
        self._connection.execute("begin")
        try:
            yield
        finally:
            self._connection.rollback()

    def batches(self, selection: Selection) -> Iterator[list[Row]]:
        """The selected annotations as rows of FIELDS by document name, place and id; some hundreds at a time.

        `attributes` is JSON as it is kept: sorted by key, nothing escaped that need not be.
        """
        where, values = _conditions(selection)
        # A cross join is read from left to right: by the documents' names, so that no more than what begins at one
        # place is ever sorted.
        cursor = self._rows(
            f"""
            select {", ".join(_COLUMNS.values())}
            from documents cross join annotations on annotations.document = documents.id
            where {where}
            order by documents.name, annotations.start, annotations."end", annotations.id
            """,
            values,
        )
        while rows := cursor.fetchmany(_BATCH):
            yield rows

    def count(self, selection: Selection) -> int:
        """How many annotations are selected."""
        where, values = _conditions(selection)
        joined = "documents join annotations on annotations.document = documents.id"
        return int(self._rows(f"select count(*) from {joined} where {where}", values).fetchone()[0])

    def waiting(self, selection: Selection) -> int:
        """How many annotations would be selected if they did not wait for review after a new version of their text."""
        where, values = _conditions(selection, "reviews")
        joined = "documents join reviews on reviews.document = documents.id"
        return int(self._rows(f"select count(*) from {joined} where {where}", values).fetchone()[0])

    def documents(self, selection: Selection) -> Iterator[MarkedDocument]:
        """The selected documents by name with their selected annotations, also where there is none; one at a time."""
        where, values = _conditions(Selection(selection.statuses, selection.labels, (), selection.annotators))
        for entry in self.entries(selection):
            rows = self._rows(
                f'select {SELECTED} from annotations where document = ? and {where} order by start, "end", id',
                [entry.id, *values],
            )
            yield MarkedDocument(
                entry, self._documents.text(entry.id), self._documents.paragraphs(entry.id), tuple(map(from_row, rows))
            )

    def counted(self, selection: Selection) -> Iterator[Counted]:
        """What is known of the selected documents, by name, with how many annotations are selected in each."""
        where, values = _conditions(Selection(selection.statuses, selection.labels, (), selection.annotators))
        for entry in self.entries(selection):
            rows = self._rows(
                f"select status, count(*) from annotations where document = ? and {where} group by status",
                [entry.id, *values],
            )
            yield Counted(entry, **dict(rows))

    def entries(self, selection: Selection) -> Iterator[Entry]:
        """What is known of the selected documents, by name; whatever is marked in them."""
        names = selection.documents
        where, values = _one_of("name", names) if names else ("true", [])
        for (document,) in self._rows(f"select id from documents where {where} order by name", values):
            yield self._documents.entry(document)


def _conditions(selection: Selection, table: str = "annotations") -> tuple[str, list[str]]:
    conditions = ["true"]
    values: list[str] = []
    for column, wanted in (
        (f"{table}.status", selection.statuses),
        (f"{table}.label", selection.labels),
        ("documents.name", selection.documents),
        (f"{table}.annotator", selection.annotators),
    ):
        if wanted:
            condition, names = _one_of(column, wanted)
            conditions.append(condition)
            values += names
    return " and ".join(conditions), values


def _one_of(column: str, wanted: Collection[str]) -> tuple[str, list[str]]:
    return f"{column} in ({', '.join('?' * len(wanted))})", list(wanted)
