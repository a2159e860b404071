"""Records: annotations joined with what an export says beside them, read as a stream."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.library.annotations import COLUMNS, SELECTED, from_row

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlite_utils import Database

    from reader.annotations.model import Annotation, Status


@dataclass(frozen=True, slots=True)
class Selection:
    """Which annotations to export; an empty collection means all."""

    statuses: Collection[Status] = ()
    labels: Collection[str] = ()
    documents: Collection[str] = ()
    annotators: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """An annotation with the name and title of its document and the number of the paragraph it starts in."""

    annotation: Annotation
    document: str
    title: str
    paragraph: int


class Records:
    """The annotations of one library as exports see them."""

    def __init__(self, database: Database) -> None:
        self._rows = database.conn.execute

    def count(self, selection: Selection) -> int:
        """How many annotations are selected."""
        where, values = _conditions(selection)
        joined = "documents join annotations on annotations.document = documents.id"
        return int(self._rows(f"select count(*) from {joined} where {where}", values).fetchone()[0])

    def stream(self, selection: Selection) -> Iterator[Placed]:
        """The selected annotations by document name, place and id; one at a time."""
        where, values = _conditions(selection)
        rows = self._rows(
            f"""
            select {SELECTED}, documents.name, documents.title,
                coalesce((
                    select number from paragraphs
                    where document = annotations.document and start <= annotations.start
                    order by start desc limit 1
                ), 1)
            from documents join annotations on annotations.document = documents.id
            where {where}
            order by documents.name, annotations.start, annotations."end", annotations.id
            """,
            values,
        )
        for row in rows:
            document, title, paragraph = row[len(COLUMNS) :]
            yield Placed(from_row(row[: len(COLUMNS)]), document, title, paragraph)


def _conditions(selection: Selection) -> tuple[str, list[str]]:
    conditions = ["true"]
    values: list[str] = []
    for column, wanted in (
        ("annotations.status", selection.statuses),
        ("annotations.label", selection.labels),
        ("documents.name", selection.documents),
        ("annotations.annotator", selection.annotators),
    ):
        if wanted:
            conditions.append(f"{column} in ({', '.join('?' * len(wanted))})")
            values.extend(wanted)
    return " and ".join(conditions), values
