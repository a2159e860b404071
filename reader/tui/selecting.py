"""What is selected, and how it moves and grows: by word, by character, by dragging. Pure; spans of the document."""

from __future__ import annotations

from dataclasses import dataclass

from reader.text.spans import Span


@dataclass(frozen=True, slots=True)
class Selection:
    """A selected span: `anchor` is the unit it began with, `focus` the unit at its moving end.

    `grown_from` are the spans it had before it grew, so that shrinking finds the way back. `is_made` tells one that
    was grown or had its ends moved from a unit that one only came to.
    """

    span: Span
    anchor: Span
    focus: Span
    grown_from: tuple[Span, ...] = ()
    is_made: bool = False

    @classmethod
    def of(cls, unit: Span, *, is_made: bool = False) -> Selection:
        """A selection that begins with a unit."""
        return cls(unit, unit, unit, is_made=is_made)

    def edge(self, steps: int, *, extend: bool) -> int:
        """The code point from which the next unit is looked for."""
        side = self.focus if extend else self.span
        return side.end if steps > 0 else side.start

    def extended(self, unit: Span) -> Selection:
        """From the first unit to this one, both whole."""
        return Selection(self.anchor.hull(unit), self.anchor, unit, is_made=True)

    def with_end(self, end: int, length: int) -> Selection:
        """The same start and another end, within a text of `length`; never empty."""
        end = min(max(end, self.span.start + 1), length)
        span = Span(self.span.start, end)
        return Selection(span, self.anchor.intersection(span) or span, Span(end - 1, end), is_made=True)

    def with_start(self, start: int) -> Selection:
        """Another start and the same end; never empty."""
        start = min(max(start, 0), self.span.end - 1)
        span = Span(start, self.span.end)
        return Selection(span, self.anchor.intersection(span) or span, Span(start, start + 1), is_made=True)

    def grown(self, span: Span) -> Selection:
        """A wider selection that remembers this one."""
        return Selection(span, span, span, (*self.grown_from, self.span), is_made=True)

    def shrunk(self) -> Selection | None:
        """The selection this one grew from; None where it did not grow."""
        if not self.grown_from:
            return None
        last = self.grown_from[-1]
        return Selection(last, last, last, self.grown_from[:-1], is_made=len(self.grown_from) > 1)
