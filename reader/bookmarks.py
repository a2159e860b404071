"""Bookmarks: places in documents that an annotator wants to find again, each annotator their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.desk import Desk
    from reader.documents.model import Entry
    from reader.library.reading import Bookmark

SNIPPET = 120  # code points of a paragraph that a list shows at most


@dataclass(frozen=True, slots=True, eq=False)
class MarkedPlace:
    """A bookmark with what a list shows of it: the document, the paragraph's number, how the paragraph goes."""

    entry: Entry
    place: int
    paragraph: int
    snippet: str


def toggle(desk: Desk, document: int, span: Span) -> bool:
    """Sets a bookmark at the start of a span, or takes away what stands in it; whether there is one now.

    In a new version of a text a bookmark may stand within a paragraph.
    """
    places = places_in(desk, document)
    others = [place for place in places if not span.start <= place < span.end]
    is_set = others == places
    places = [*places, span.start] if is_set else others
    with desk.library.speaking():
        desk.library.reading.set_bookmarks(desk.annotator, document, places, desk.now())
    return is_set


def places_in(desk: Desk, document: int) -> list[int]:
    """The code points of this annotator's bookmarks in a document, in order."""
    return [bookmark.place for bookmark in desk.library.reading.bookmarks(desk.annotator, document)]


def neighbour(desk: Desk, document: int, place: int, *, backwards: bool = False) -> int | None:
    """The next bookmark behind a code point, or the last before it; None where there is none."""
    places = places_in(desk, document)
    if backwards:
        return max((other for other in places if other < place), default=None)
    return min((other for other in places if other > place), default=None)


def marked_places(desk: Desk) -> list[MarkedPlace]:
    """All bookmarks of this annotator, by the document's name and place."""
    return [_marked(desk, bookmark) for bookmark in desk.library.reading.bookmarks(desk.annotator)]


def _marked(desk: Desk, bookmark: Bookmark) -> MarkedPlace:
    documents = desk.library.documents
    paragraph = documents.paragraph_at(bookmark.document, bookmark.place)
    end = max(bookmark.place, min(paragraph.span.end, bookmark.place + SNIPPET))
    snippet = documents.text(bookmark.document, Span(bookmark.place, end)).split("\n", 1)[0]
    return MarkedPlace(documents.entry(bookmark.document), bookmark.place, paragraph.number, snippet)
