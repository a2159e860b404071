"""Cuts a marked passage where annotations begin and end, for formats whose marks must lie inside each other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.annotations.model import Annotation
    from reader.library.records import MarkedDocument
    from reader.text.paragraphs import Paragraph


@dataclass(frozen=True, slots=True)
class Placed:
    """An annotation in a paragraph: what it covers there, in code points of the paragraph's text."""

    annotation: Annotation
    span: Span
    lane: int  # which of the lines under the text is its own; two that overlap have different ones
    begins: bool  # whether it begins in this paragraph
    ends: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a text that the same annotations cover, the outer first."""

    span: Span
    over: tuple[Placed, ...]


def by_paragraph(document: MarkedDocument) -> Iterable[tuple[Paragraph, list[Placed]]]:
    """The paragraphs in order, each with the annotations that have a part in it.

    These are in order; of those that start together the longest is first.
    """
    ahead = sorted(document.annotations, key=lambda one: (one.span.start, -one.span.end, one.id))
    running: list[Annotation] = []
    following = 0
    for paragraph in document.paragraphs:
        while following < len(ahead) and ahead[following].span.start < paragraph.span.end:
            running.append(ahead[following])
            following += 1
        running = [one for one in running if one.span.end > paragraph.span.start]
        yield paragraph, _placed(paragraph.span, running)


def _placed(whole: Span, annotations: Sequence[Annotation]) -> list[Placed]:
    lanes: list[int] = []  # by lane, where the last annotation on it ends
    placed = []
    for one in annotations:
        part = one.span.intersection(whole)
        if part is None:
            continue
        lane = next((index for index, end in enumerate(lanes) if end <= part.start), len(lanes))
        lanes[lane : lane + 1] = [part.end]
        inside = part.shift(-whole.start)
        placed.append(Placed(one, inside, lane, one.span.start >= whole.start, one.span.end <= whole.end))
    return placed


def segments(length: int, placed: Iterable[Placed]) -> list[Segment]:
    """The stretches of a text of that length, in order, together the whole of it."""
    items = list(placed)
    cuts = sorted({0, length, *(place for one in items for place in (one.span.start, one.span.end))})
    found = []
    following = 0
    over: list[Placed] = []
    for start, end in pairwise(cuts):
        over = [one for one in over if one.span.end > start]
        while following < len(items) and items[following].span.start <= start:
            over.append(items[following])
            following += 1
        found.append(Segment(Span(start, end), tuple(sorted(over, key=lambda one: -one.lane))))
    return found
