"""Owns what of a selected stretch is punctuation that only came along: marks at its ends that belong to what is around."""

from __future__ import annotations

from functools import lru_cache

from reader.text.marks import BRACKETS, PAUSES, QUOTES, STOPS
from reader.text.spans import Span

# Straight marks and dashes open and close alike; a point may belong to an abbreviation, % and ° to their number.
_LOOSE = frozenset(f"{PAUSES}{STOPS}…⋯—―─ \t\n\u3000")
_PARTNERS = {**QUOTES, **BRACKETS}


def trimmed(text: str, span: Span) -> Span:
    """The span without the marks and the white space at its ends that it only grabbed; the span where nothing is left.

    Pauses, stops, dashes and ellipses go, and of quotation marks and brackets those whose partner is not inside:
    《红楼》 stays whole, 《红楼 does not. Linear in the length of the span.
    """
    paired = _paired(span.slice(text))
    start, end = span.start, span.end
    while start < end and _goes(text[start], start - span.start, paired):
        start += 1
    while end > start and _goes(text[end - 1], end - 1 - span.start, paired):
        end -= 1
    return Span(start, end) if start < end else span


def _goes(mark: str, offset: int, paired: frozenset[int]) -> bool:
    return mark in _LOOSE or (mark in _marks() and offset not in paired)


@lru_cache(maxsize=1)
def _marks() -> frozenset[str]:
    return frozenset([*_PARTNERS, *_PARTNERS.values(), '"'])


def _paired(text: str) -> frozenset[int]:
    """The offsets of marks whose partner is in the text too."""
    paired: set[int] = set()
    waiting: dict[str, list[int]] = {}
    for offset, mark in enumerate(text):
        if mark not in _marks():
            continue
        if waiting.get(mark):  # it closes, or is the second of two straight ones
            paired.update((waiting[mark].pop(), offset))
        elif mark == '"' or mark in _PARTNERS:
            waiting.setdefault(_PARTNERS.get(mark, mark), []).append(offset)
    return frozenset(paired)
