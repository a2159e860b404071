"""Owns one paragraph as rules see it: its match form, its words, and the way back to the source."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from reader.tagging.word_rules import words_within
from reader.text.folding import fold
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.text.aligned import AlignedText
    from reader.text.parts_of_speech import TaggedWord

_CHARACTERS_REMEMBERED = 1 << 14


class Passage:
    """A paragraph of a text that is folded as a whole; `start` is where it begins in the source."""

    __slots__ = ("_even", "_folded", "_offset", "_words", "start", "view")

    def __init__(self, folded: AlignedText, span: Span) -> None:
        shown = folded.to_view(span).span
        self._folded = folded
        self._even = folded.is_even(span)
        self._offset = shown.start
        self._words: tuple[list[TaggedWord], list[int]] | None = None
        self.start = span.start
        self.view = folded.view[shown.start : shown.end]

    def words(self, timeout_s: float) -> tuple[list[TaggedWord], list[int]]:
        """The words, and where each begins in the match form, the end last; raises TimeoutError."""
        if self._words is None:
            words = words_within(self.view, timeout_s)
            self._words = words, [0, *accumulate(len(word.word) for word in words)]
        return self._words

    def to_source(self, start: int, end: int) -> Span | None:
        """The source span of a hit without invisible characters at its edges; None where it cuts a unit."""
        if self._even:
            first, last = start + self.start, end + self.start
        else:
            mapped = self._folded.to_source(Span(start + self._offset, end + self._offset))
            if mapped.grown:
                return None
            first, last = mapped.span.start, mapped.span.end
        source = self._folded.source
        while first < last and _invisible(source[first]):
            first += 1
        while last > first and _invisible(source[last - 1]):
            last -= 1
        return Span(first, last) if first < last else None


@lru_cache(maxsize=_CHARACTERS_REMEMBERED)
def _invisible(character: str) -> bool:
    """White space, or a character the match form leaves out."""
    return character.isspace() or (not character.isascii() and not fold(character).view)
