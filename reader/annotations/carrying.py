"""Takes annotations over into a new version of their text: placed where that is certain, else set aside for review."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.alignment import paired
from reader.annotations.anchoring import Outcome, reanchor
from reader.annotations.model import CONTEXT, Reason, Review

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.annotations.model import Annotation
    from reader.text.spans import Span


class Text(NamedTuple):
    """A text with the spans of its paragraphs."""

    text: str
    paragraphs: Sequence[Span]


def carried(annotations: Sequence[Annotation], old: Text, new: Text, *, version: int, at: str) -> list[Annotation]:
    """The annotations of the text of number `version` as they are in the new one, in the order given.

    One that is kept differs in its context alone, if at all; one that moved has the time `at`; one whose place is
    not certain is as it was, with a review. Attributes stay: the words are the same.
    """
    found = reanchor(old.text, new.text, [one.span for one in annotations], old.paragraphs, new.paragraphs)
    return [
        placed(one, anchored.span, new.text, at=one.updated_at if anchored.outcome is Outcome.KEPT else at)
        if anchored.outcome is not Outcome.REVIEW and anchored.span is not None
        else replace(one, review=Review(version, anchored.span, anchored.reason or Reason.CHANGED))
        for one, anchored in zip(annotations, found, strict=True)
    ]


def placed(annotation: Annotation, span: Span, text: str, *, start: int = 0, at: str) -> Annotation:
    """The annotation at a span, with quote and context from `text`, which begins at code point `start`."""
    inside = span.shift(-start)
    return replace(
        annotation,
        span=span,
        quote=inside.slice(text),
        prefix=text[max(0, inside.start - CONTEXT) : inside.start],
        suffix=text[inside.end : inside.end + CONTEXT],
        updated_at=at,
        review=None,
    )


def same_place(one: Annotation, other: Annotation) -> bool:
    """Whether two states of an annotation stand at the same place of the same text, or wait for the same review."""
    return (one.span, one.quote, one.review) == (other.span, other.quote, other.review)


def count_outcomes(changes: Iterable[tuple[Annotation | None, Annotation | None]]) -> tuple[int, int, int]:
    """How many of the annotations that a new version found were kept, moved, and set aside for review."""
    kept = moved = waiting = 0
    for before, after in changes:
        if after is None or before is None:
            continue
        if after.review is not None:
            waiting += 1
        elif same_place(before, after):
            kept += 1
        else:
            moved += 1
    return kept, moved, waiting


def at_the_place_of(annotation: Annotation, other: Annotation) -> Annotation:
    """The annotation at the place of another state of it, of which everything else is left out."""
    return replace(
        annotation,
        span=other.span,
        quote=other.quote,
        prefix=other.prefix,
        suffix=other.suffix,
        review=other.review,
    )


def carried_reading(
    old: Text, new: Text, places: Sequence[int], ranges: Iterable[tuple[int, int]]
) -> tuple[list[int], list[int]]:
    """Where places of the old text are in the new one, and the numbers of paragraphs that were read and are the same.

    A place in a paragraph that changed goes to the beginning of what stands there now. `ranges` are numbers of
    paragraphs, both ends counted.
    """
    pairs = dict(paired([_bare(span, old) for span in old.paragraphs], [_bare(span, new) for span in new.paragraphs]))
    known = sorted(pairs)
    starts = [span.start for span in old.paragraphs]

    def carry(place: int) -> int:
        index = max(0, bisect_right(starts, place) - 1)
        if index in pairs:
            span = new.paragraphs[pairs[index]]
            return min(span.start + max(0, place - starts[index]), span.end - 1)
        at = bisect_right(known, index) - 1
        following = pairs[known[at]] + 1 if at >= 0 else 0
        return new.paragraphs[min(following, len(new.paragraphs) - 1)].start if new.paragraphs else 0

    read = sorted({pairs[n - 1] + 1 for first, last in ranges for n in range(first, last + 1) if n - 1 in pairs})
    return [carry(place) for place in places], read


def _bare(span: Span, text: Text) -> str:
    return "".join(span.slice(text.text).split())
