"""What stands beside a passage: small measures over two texts, for anchoring.py."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.annotations.alignment import Block

CONTEXT = 24  # characters on either side that speak for a place
NEAR = 5_000  # how far around a place second ones are looked for
_NUMBERS = frozenset("0123456789.,%‰〇零一二三四五六七八九十百千万亿两")


def touched(span: Span, starts: Sequence[int], blocks: Sequence[Block], least: int, side: int) -> bool:
    """Whether a span shares a character with a block of at least so many; `side` 0 is the old text, 1 the new."""
    index = max(0, bisect_right(starts, span.start) - 1)
    while index < len(blocks) and starts[index] < span.end:
        block = blocks[index]
        if block.length >= least and block[side] + block.length > span.start:
            return True
        index += 1
    return False


def agree_on(text: str, left: int, right: int, most: int) -> int:
    """How many characters from `left` on equal those from `right` on; counted up to `most`."""
    count = 0
    while count < most and right + count < len(text) and text[left + count] == text[right + count]:
        count += 1
    return count


def agree_before(text: str, left: int, right: int, most: int) -> int:
    """How many characters before `left` equal those before `right`."""
    count = 0
    while count < most and left - count > 0 and text[left - count - 1] == text[right - count - 1]:
        count += 1
    return count


def common_context(old: str, new: str, span: Span, place: Span) -> tuple[int, int]:
    """How many characters next to a span equal those next to a place, before and after it."""
    before = after = 0
    while (
        before < min(CONTEXT, span.start, place.start) and old[span.start - before - 1] == new[place.start - before - 1]
    ):
        before += 1
    room = min(CONTEXT, len(old) - span.end, len(new) - place.end)
    while after < room and old[span.end + after] == new[place.end + after]:
        after += 1
    return before, after


def has_around(text: str, other: Span, words: str, sentence: Span, span: Span) -> bool:
    """Whether the words of a sentence stand around another place as they do around a span."""
    start = other.start - (span.start - sentence.start)
    return start >= 0 and text.startswith(words, start)


def occurrences(text: str, span: Span) -> Iterator[Span]:
    """Where else near a span its words stand."""
    first, last = max(0, span.start - NEAR), min(len(text), span.end + NEAR)
    for at in places(text, span.slice(text), first, last):
        if at != span.start:
            yield Span(at, at + len(span))


def places(text: str, words: str, first: int = 0, last: int | None = None) -> Iterator[int]:
    """Where words stand in a text, overlapping ones too."""
    at = text.find(words, first, last)
    while at >= 0:
        yield at
        at = text.find(words, at + 1, last)


def joined(neighbour: str, edge: str) -> bool:
    """Whether two characters side by side are read as one number or one Latin word."""
    latin = neighbour.isascii() and neighbour.isalpha() and edge.isascii() and edge.isalpha()
    return latin or (neighbour in _NUMBERS and edge in _NUMBERS)
