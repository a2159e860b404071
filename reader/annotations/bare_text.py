"""Owns the view in which versions of a text are compared: what is said, without how it is set."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING

from reader.text.folding import fold
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.text.aligned import AlignedText

# Marks that are typed in several ways for the same thing. One for one: the view keeps its length.
_MARKS = str.maketrans(
    {
        **dict.fromkeys("“”„‟＂", '"'),
        **dict.fromkeys("‘’‚‛", "'"),
        **dict.fromkeys("–―‒─━", "—"),
        **dict.fromkeys("•‧・∙", "·"),
    }
)


class BareText:
    """A text in match form (one script, one width), with plain quotation marks and without white space."""

    __slots__ = ("_folded", "_kept", "text")

    def __init__(self, folded: AlignedText, kept: array[int], text: str) -> None:
        self._folded = folded
        self._kept = kept  # where each character of the bare text stands in the folded one
        self.text = text

    @classmethod
    def of(cls, text: str) -> BareText:
        """The bare view of a text."""
        folded = fold(text)
        kept = array("q", [at for at, character in enumerate(folded.view) if not character.isspace()])
        return cls(folded, kept, "".join(folded.view.split()).translate(_MARKS))

    @property
    def original(self) -> str:
        """The text that this is a view of."""
        return self._folded.source

    def bare(self, span: Span) -> Span:
        """Where a span of the original stands in the bare text; empty for white space."""
        shown = self._folded.to_view(span).span
        return Span(bisect_left(self._kept, shown.start), bisect_left(self._kept, shown.end))

    def bare_all(self, spans: Iterable[Span]) -> list[Span]:
        """The same for several; empty ones are left out."""
        return [bare for span in spans if len(bare := self.bare(span))]

    def source(self, span: Span) -> Span:
        """Which span of the original a span of the bare text shows, without white space around it."""
        if not len(span):
            at = self._kept[span.start] if span.start < len(self._kept) else len(self._folded.view)
            return self._folded.to_source(Span(at, at)).span
        return self._folded.to_source(Span(self._kept[span.start], self._kept[span.end - 1] + 1)).span
