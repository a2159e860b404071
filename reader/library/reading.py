"""Where each annotator is in each document: the last place, what has been read, the script, the bookmarks."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reader.library.database import writing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

    from reader.annotations.carrying import Text

Ranges = tuple[tuple[int, int], ...]
"""Ranges of paragraph numbers, both ends counted, in order and apart."""


@dataclass(frozen=True, slots=True)
class LastPlace:
    """Where an annotator is in a document; `place` is a code point of its text."""

    place: int = 0
    script: str = "original"
    read: Ranges = ()


class Bookmark(NamedTuple):
    """A place that an annotator wants to find again: a code point of a document's text."""

    document: int
    place: int


class Reading:
    """The reading of one library's annotators."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows = database.conn.execute

    def get(self, annotator: str, document: int) -> LastPlace:
        """Where an annotator is; the start where they have not been yet."""
        row = self._rows(
            "select place, script, read from reading where annotator = ? and document = ?",
            [annotator, document],
        ).fetchone()
        if row is None:
            return LastPlace()
        return LastPlace(row[0], row[1], tuple((first, last) for first, last in json.loads(row[2])))

    def put(self, annotator: str, document: int, last_place: LastPlace, at: str) -> None:
        """Keeps where an annotator is."""
        with writing(self._database):
            self._rows(
                """
                insert into reading (annotator, document, place, script, read, updated_at) values (?, ?, ?, ?, ?, ?)
                on conflict (annotator, document) do update set place = excluded.place, script = excluded.script,
                    read = excluded.read, updated_at = excluded.updated_at
                """,
                [annotator, document, last_place.place, last_place.script, json.dumps(last_place.read), at],
            )

    def bookmarks(self, annotator: str, document: int | None = None) -> list[Bookmark]:
        """An annotator's bookmarks, in one document or in all; by the document's name and place."""
        rows = self._rows(
            """
            select reading.document, bookmarks from reading join documents on documents.id = reading.document
            where annotator = :annotator and (:document is null or reading.document = :document)
            and bookmarks <> '[]' order by documents.name
            """,
            {"annotator": annotator, "document": document},
        )
        return [Bookmark(where, place) for where, places in rows for place in json.loads(places)]

    def set_bookmarks(self, annotator: str, document: int, places: Iterable[int], at: str) -> None:
        """Keeps an annotator's bookmarks in a document, code points of its text, in place of those before."""
        with writing(self._database):
            self._rows(
                """
                insert into reading (annotator, document, bookmarks, updated_at) values (?, ?, ?, ?)
                on conflict (annotator, document) do update set bookmarks = excluded.bookmarks
                """,
                [annotator, document, json.dumps(sorted(set(places))), at],
            )

    def carry(self, document: int, old: Text, new: Text) -> None:
        """Takes everyone's places into a new version of a text; what has changed there counts as not read."""
        from reader.annotations.carrying import carried_reading  # one who only reads takes none of it

        rows = self._rows("select annotator, place, read, bookmarks from reading where document = ?", [document])
        for annotator, place, read, bookmarks in rows.fetchall():
            marks = json.loads(bookmarks)
            (here, *marks), unchanged = carried_reading(old, new, [place, *marks], json.loads(read))
            ranges: Ranges = ()
            for number in unchanged:
                ranges = with_range(ranges, number, number)
            self._rows(
                "update reading set place = ?, read = ?, bookmarks = ? where annotator = ? and document = ?",
                [here, json.dumps(ranges), json.dumps(sorted(set(marks))), annotator, document],
            )


def with_range(ranges: Ranges, first: int, last: int) -> Ranges:
    """The ranges with `first` to `last` added; ranges that meet become one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted([*ranges, (first, last)]):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)
