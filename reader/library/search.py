"""Finding text in the library: in either script and width, with exact spans on the source.

What is looked through is the match form of each piece of text, as bytes, by the fastest means there is: a search for
a few bytes goes through a hundred megabytes in some hundredths of a second, finds words of any length, and needs no
index that every import would have to build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.text.folding import fold
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database


class Hit(NamedTuple):
    """A passage that was found: a span of a document's text."""

    document: int
    span: Span


class Search:
    """Searches one library. A query is folded first, so it may be written in any script and width."""

    def __init__(self, database: Database) -> None:
        self._rows = database.conn.execute

    def hits(self, query: str, document: int | None = None, *, start: int = 0) -> Iterator[Hit]:
        """What is found, by document and place, from code point `start` of each document on; none for an empty query.

        Hits do not overlap. A hit that begins or ends inside something that folds as a whole (㎡) takes the whole.
        """
        wanted = fold(query).view.encode()
        if not wanted.strip():
            return
        for where, first, folded, before in self._pieces(document, start):
            if before is not None and wanted in before.folded[-len(wanted) :] + folded[: len(wanted)]:
                yield from self._over_the_edge(where, before.start, first, wanted)
            if wanted in folded:
                for hit in self._in_piece(where, first, wanted):
                    if hit.span.start >= start:
                        yield hit

    def previous(self, query: str, document: int, place: int) -> Hit | None:
        """The last hit in a document that begins before a code point."""
        wanted = fold(query).view.encode()
        if not wanted.strip():
            return None
        rows = self._rows(
            "select start, folded from folds where document = ? and start < ? order by start desc", [document, place]
        )
        for start, folded in rows:
            if wanted in folded:
                hits = [hit for hit in self._in_piece(document, start, wanted) if hit.span.start < place]
                if hits:
                    return hits[-1]
        return None

    def count(self, query: str, document: int | None = None) -> int:
        """How many hits there are."""
        return sum(self.counts(query, document).values())

    def counts(self, query: str, document: int | None = None) -> dict[int, int]:
        """How many hits each document has that has any."""
        wanted = fold(query).view.encode()
        found: dict[int, int] = {}
        if not wanted.strip():
            return found
        for where, _, folded, before in self._pieces(document, 0):
            total = folded.count(wanted)
            if before is not None and len(wanted) > 1:
                total += wanted in before.folded[1 - len(wanted) :] + folded[: len(wanted) - 1]
            if total:
                found[where] = found.get(where, 0) + total
        return found

    def _pieces(self, document: int | None, start: int) -> Iterator[tuple[int, int, bytes, _Piece | None]]:
        """The match form of pieces, each with the piece before it where a line goes over the edge."""
        rows = self._rows(
            """
            select document, start, folded from folds
            where (:document is null or document = :document)
            and (:start = 0 or start >= (
                select coalesce(max(before.start), 0) from folds as before
                where before.document = folds.document and before.start <= :start))
            order by document, start
            """,
            {"document": document, "start": start},
        )
        before: _Piece | None = None
        for where, first, folded in rows:
            yield where, first, folded, before if before is not None and before.document == where else None
            before = None if folded.endswith(b"\n") else _Piece(where, first, folded)

    def _in_piece(self, document: int, start: int, wanted: bytes) -> Iterator[Hit]:
        (text,) = self._rows("select text from texts where document = ? and start = ?", [document, start]).fetchone()
        yield from (Hit(document, span.shift(start)) for span in occurrences(text, wanted.decode()))

    def _over_the_edge(self, document: int, start: int, edge: int, wanted: bytes) -> Iterator[Hit]:
        """The hits that lie over the edge between two pieces of one long line."""
        rows = self._rows(
            "select text from texts where document = ? and start in (?, ?) order by start", [document, start, edge]
        )
        text = "".join(piece for (piece,) in rows)
        for span in occurrences(text, wanted.decode()):
            found = span.shift(start)
            if found.start < edge < found.end:
                yield Hit(document, found)


class _Piece(NamedTuple):
    document: int
    start: int
    folded: bytes


def occurrences(text: str, folded_query: str) -> list[Span]:
    """Where a text holds what a query in match form stands for, in code points of the text, without overlaps."""
    if not folded_query:
        return []
    folded = fold(text)
    spans = []
    at = folded.view.find(folded_query)
    while at >= 0:
        end = at + len(folded_query)
        spans.append(folded.to_source(Span(at, end)).span)
        at = folded.view.find(folded_query, end)
    return spans
