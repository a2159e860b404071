"""Annotations whose place in a new version is not certain, each with the old and the new text around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.annotations.model import Annotation, Reason, Review
from reader.text.spans import Span
from reader.translation import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.desk import Desk
    from reader.documents.model import Entry

AROUND = 480  # code points of text on either side

_CONTEXTS = (32, 16, 8)  # characters beside a passage that are looked for, the most telling first

_REASONS = {
    Reason.CHANGED: N_("its words were changed"),
    Reason.GONE: N_("its words were taken out"),
    Reason.SEVERAL: N_("there are several places as good"),
    Reason.SURROUNDINGS: N_("too little around it is as it was"),
}


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a text with a passage in it; `span` is of `text`, an empty one marks a place."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Item:
    """An annotation to be placed: where it stood, and what stands there now.

    `new` has the best guess, or, where there is none, the place from which the words were taken out.
    `paragraph` is the number of the one there.
    """

    entry: Entry
    annotation: Annotation
    review: Review
    old: Window
    new: Window
    paragraph: int
    place: int  # where `new` has its span, in the document's text

    @property
    def guessed(self) -> str:
        """The words of the best guess; empty where there is none."""
        return self.new.span.slice(self.new.text)


def reviews(desk: Desk) -> list[Item]:
    """All that waits, by the document's name, in the order of the text it was in."""
    library = desk.library
    texts: dict[tuple[int, int], str] = {}
    entries: dict[int, Entry] = {}
    items = []
    for annotation in library.reviews.all():
        review = annotation.review
        if review is None:
            continue
        document = annotation.document
        entry = entries.get(document) or library.documents.entry(document)
        entries[document] = entry
        key, current = (document, review.version), (document, 0)
        if key not in texts:
            texts[key] = library.versions.text(document, review.version)
        if current not in texts:
            texts[current] = library.documents.text(document)
        place = review.guess or _place_of(annotation, texts[key], texts[current])
        around = Span(max(0, place.start - AROUND), min(entry.length, place.end + AROUND))
        new = Window(library.documents.text(document, around), place.shift(-around.start))
        paragraph = library.documents.paragraph_at(document, place.start).number
        items.append(Item(entry, annotation, review, _window(texts[key], annotation.span), new, paragraph, place.start))
    return items


def reason_in_words(reason: Reason) -> str:
    """Why a person has to look, as a clause."""
    return _(_REASONS[reason])


def _window(text: str, span: Span) -> Window:
    start = max(0, span.start - AROUND)
    return Window(text[start : span.end + AROUND], span.shift(-start))


def _place_of(annotation: Annotation, old: str, new: str) -> Span:
    """The place where words were taken out: after what stood before them, or before what stood after them.

    Of several the one nearest to where it would be if the whole text had changed alike; that one itself where the
    context is gone too.
    """
    about = min(len(new) - 1, annotation.span.start * len(new) // len(old))
    for length in _CONTEXTS:
        before, after = annotation.prefix[-length:], annotation.suffix[:length]
        places = [at + len(before) for at in _places(new, before)] + list(_places(new, after))
        if places:
            place = min(places, key=lambda at: abs(at - about))
            return Span(place, place)
    return Span(about, about)


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words) if words.strip() else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
