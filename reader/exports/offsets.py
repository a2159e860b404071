"""Counts places of a text as other programs do."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from reader.exports.options import Offsets
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def counter(text: str, offsets: Offsets) -> Callable[[Span], Span]:
    """What turns a span of the text into one counted in another unit; linear in the text, once.

    In graphemes a span that begins or ends inside one takes the whole. Raises ValueError for a unit that is none of a text.
    """
    if offsets is Offsets.CODE_POINTS:
        return _same
    if offsets is Offsets.UTF16:
        astral = [found.start() for found in _ASTRAL.finditer(text)]
        return lambda span: Span(span.start + bisect_left(astral, span.start), span.end + bisect_left(astral, span.end))
    if offsets is Offsets.GRAPHEMES:
        starts = grapheme_starts(text)
        return lambda span: Span(bisect_right(starts, span.start) - 1, bisect_left(starts, span.end))
    raise ValueError(offsets)


def grapheme_starts(text: str) -> list[int]:
    """The code points where the graphemes of a text begin: what a person takes for one character."""
    import regex

    return [found.start() for found in regex.finditer(r"\X", text)]


def _same(span: Span) -> Span:
    return span
