"""The same words everywhere: every place in the library where a passage stands, in both scripts, to be reviewed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from reader.annotations.model import Annotation, Status
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.desk import Desk
    from reader.documents.model import Entry
    from reader.library.search import Hit

MOST = 2000  # places that are shown for review at once
QUICK = 3_000_000  # code points that are looked through before anyone notices
AROUND = 40  # code points of text on either side
UNTAGGED = "\n"  # stands for no label; no label has such a name


@dataclass(frozen=True, slots=True, eq=False)
class Occurrence:
    """A place where the words stand: `paragraph` its number, `before` and `after` the text of that line around it."""

    entry: Entry
    span: Span
    paragraph: int
    before: str
    quote: str
    after: str
    marks: tuple[Annotation, ...]  # what stands on exactly this span

    def has(self, label: str) -> bool:
        """Whether it is tagged so already."""
        return any(mark.label == label and mark.status is Status.ACCEPTED for mark in self.marks)

    def refused(self, label: str) -> bool:
        """Whether someone has said that it is not that."""
        return any(mark.label == label and mark.status is Status.REJECTED for mark in self.marks)


def is_quick(desk: Desk) -> bool:
    """Whether the library is so small that a screen may wait for a search."""
    return desk.library.documents.totals().length <= QUICK


@dataclass(frozen=True, slots=True)
class Only:
    """Which of the places: those touched by a mark of a label (UNTAGGED: by none), those in one document."""

    label: str = ""
    document: int | None = None

    def hits(self, desk: Desk, quote: str) -> Iterator[Hit]:
        """Where a passage stands; what was rejected marks nothing."""
        for hit in desk.library.search.hits(quote, self.document):
            if not self.label or self._fits(desk, hit):
                yield hit

    def counts(self, desk: Desk, quote: str) -> dict[int, int]:
        """How many places each document has that has any."""
        if not self.label:
            return desk.library.search.counts(quote, self.document)
        return dict(Counter(hit.document for hit in self.hits(desk, quote)))

    def _fits(self, desk: Desk, hit: Hit) -> bool:
        touching = desk.library.annotations.touching(hit.document, hit.span)
        labels = {mark.label for mark in touching if mark.status is not Status.REJECTED}
        return not labels if self.label == UNTAGGED else self.label in labels


def occurrences(desk: Desk, quote: str, most: int = MOST, only: Only | None = None) -> list[Occurrence]:
    """Where a passage stands in the library, at most so many places, by the document's name and place."""
    library = desk.library
    entries: dict[int, Entry] = {}
    found = []
    for hit in islice((only or Only()).hits(desk, quote), most):
        entry = entries.get(hit.document) or library.documents.entry(hit.document)
        entries[hit.document] = entry
        around = Span(max(0, hit.span.start - AROUND), min(entry.length, hit.span.end + AROUND))
        text = library.documents.text(hit.document, around)
        start, end = hit.span.start - around.start, hit.span.end - around.start
        marks = [m for m in library.annotations.touching(hit.document, hit.span) if m.span == hit.span]
        found.append(
            Occurrence(
                entry,
                hit.span,
                library.documents.paragraph_at(hit.document, hit.span.start).number,
                text[:start].rsplit("\n", 1)[-1],
                text[start:end],
                text[end:].split("\n", 1)[0],
                tuple(marks),
            )
        )
    return sorted(found, key=lambda place: (place.entry.name, place.span))
