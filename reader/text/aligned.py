"""Owns `AlignedText`: a text, a view of it, and the exact way back. Who makes views: scripts.py, folding.py.

The map is kept in runs. A stretch whose length does not change needs no entry: position i of the source is
position i + shift of the view. Only a *unit* (计算机 → 電腦, ㎡ → m2, 甲 with a zero-width space → 甲) is
written down, with its range on both sides. Inside a unit there is no honest answer to "which character is
this one", so a span whose edge falls there grows to the whole unit, and the answer says so.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Unit(NamedTuple):
    """Source code points `[start, end)` became view code points `[view_start, view_end)`, as a whole."""

    start: int
    end: int
    view_start: int
    view_end: int


class Replacement(NamedTuple):
    """Source code points `[start, end)` give way to `text`."""

    start: int
    end: int
    text: str


class Mapped(NamedTuple):
    """A span carried to the other side; `grown` where an edge lay inside a unit and it took the whole."""

    span: Span
    grown: bool


class AlignedText:
    """A source text, a view of it, and the map between the two in code points.

    `units` are in order, do not overlap, and neither side of one is empty (but for the one unit of a text of
    which the view shows nothing at all): `from_replacements` sees to that. Between units, both texts have the
    same number of code points.
    """

    __slots__ = ("_ends", "_starts", "_view_ends", "_view_starts", "source", "view")

    def __init__(self, source: str, view: str, units: Iterable[Unit] = ()) -> None:
        self.source = source
        self.view = view
        columns = tuple(zip(*units, strict=True)) or ((), (), (), ())
        self._starts, self._ends, self._view_starts, self._view_ends = columns

    @classmethod
    def unchanged(cls, text: str) -> AlignedText:
        """The view that shows `text` as it is; costs nothing."""
        return cls(text, text)

    @classmethod
    def from_replacements(cls, source: str, replacements: Iterable[Replacement]) -> AlignedText:
        """The view in which each replacement has been made; they are in order and do not overlap.

        A replacement of equal length maps character by character. One that removes or inserts text makes a
        unit with the character before it (at the start of the text, the character after it), so that both
        sides of every unit have something to stand on. Raises ValueError for replacements out of order.
        """
        return _Builder(source).build(replacements)

    @classmethod
    def join(cls, parts: Iterable[AlignedText]) -> AlignedText:
        """The parts one after the other, as one text with one view.

        Raises ValueError for a part with an empty text on one side only: it has nothing to stand on.
        """
        parts = list(parts)
        units: list[Unit] = []
        start = view_start = 0
        for part in parts:
            if bool(part.source) != bool(part.view):
                raise ValueError("a part without a text, or without a view, joins no other")
            units += part.moved_units(start, view_start)
            start += len(part.source)
            view_start += len(part.view)
        return cls("".join(part.source for part in parts), "".join(part.view for part in parts), units)

    @property
    def units(self) -> list[Unit]:
        """The stretches that map only as a whole, in order."""
        return self.moved_units(0, 0)

    def moved_units(self, by: int, view_by: int) -> list[Unit]:
        """The units as they stand where other text comes first, `by` and `view_by` code points of it."""
        return [
            Unit(start + by, end + by, view_start + view_by, view_end + view_by)
            for start, end, view_start, view_end in zip(
                self._starts, self._ends, self._view_starts, self._view_ends, strict=True
            )
        ]

    def to_view(self, span: Span) -> Mapped:
        """Where a span of the source stands in the view; it grows to whole units."""
        return _carry(span, self._starts, self._ends, self._view_starts, self._view_ends)

    def to_source(self, span: Span) -> Mapped:
        """Which span of the source a span of the view shows; it grows to whole units."""
        return _carry(span, self._view_starts, self._view_ends, self._starts, self._ends)

    def is_even(self, span: Span) -> bool:
        """Whether no unit touches a span of the source: then all its places lie equally far on in the view."""
        first = bisect_right(self._ends, span.start - 1)
        return first == len(self._starts) or self._starts[first] > span.end

    def compose(self, outer: AlignedText) -> AlignedText:
        """The view that `outer` gives of this view, mapped all the way to this source.

        Units of both that share a character become one. Raises ValueError where `outer` is no view of this
        view.
        """
        if outer.source is not self.view and outer.source != self.view:
            raise ValueError("the outer text is not a view of this view")
        if not outer._starts:
            return AlignedText(self.source, outer.view, self.units)
        if not self._starts:
            return AlignedText(self.source, outer.view, outer.units)
        units = []
        for middle in _clusters(self._view_starts, self._view_ends, outer._starts, outer._ends):
            source, shown = self.to_source(middle).span, outer.to_view(middle).span
            units.append(Unit(source.start, source.end, shown.start, shown.end))
        return AlignedText(self.source, outer.view, units)

    def __repr__(self) -> str:
        return f"AlignedText({self.source!r}, {self.view!r}, {self.units!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, AlignedText):
            return NotImplemented
        return (self.source, self.view, self.units) == (other.source, other.view, other.units)

    def __hash__(self) -> int:
        return hash((self.source, self.view))


def _carry(
    span: Span,
    starts: Sequence[int],
    ends: Sequence[int],
    other_starts: Sequence[int],
    other_ends: Sequence[int],
) -> Mapped:
    if not starts:
        return Mapped(span, False)
    if starts[0] == ends[0] or other_starts[0] == other_ends[0]:  # one side is an empty text
        whole = starts[0] < ends[0] and span == Span(starts[0], ends[0])
        return Mapped(Span(other_starts[0], other_ends[0]), not whole)
    before = bisect_right(ends, span.start)  # units that end at or before the start
    start_inside = before < len(starts) and starts[before] < span.start
    if start_inside:
        start = other_starts[before]
    else:
        start = span.start + (other_ends[before - 1] - ends[before - 1] if before else 0)
    before = bisect_right(ends, span.end, before)
    end_inside = before < len(starts) and starts[before] < span.end
    if end_inside:
        end = other_ends[before]
    else:
        end = span.end + (other_ends[before - 1] - ends[before - 1] if before else 0)
    return Mapped(Span(start, end), start_inside or end_inside)


def _clusters(
    starts: Sequence[int], ends: Sequence[int], other_starts: Sequence[int], other_ends: Sequence[int]
) -> Iterable[Span]:
    """The hulls of ranges of both lists that share a code point, in order."""
    ranges = sorted([*zip(starts, ends, strict=True), *zip(other_starts, other_ends, strict=True)])
    first, last = ranges[0]
    for start, end in ranges[1:]:
        if start < last or start == first:
            last = max(last, end)
        else:
            yield Span(first, last)
            first, last = start, end
    yield Span(first, last)


class _Builder:
    """Writes the view left to right and notes the units."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []
        self.units: list[Unit] = []
        self.done = 0  # how far the source has been read
        self.shown = 0  # how long the view is so far

    def build(self, replacements: Iterable[Replacement]) -> AlignedText:
        leading: Replacement | None = None  # removes or inserts at the very start: joins what follows it
        for replacement in replacements:
            start, end, text = replacement
            done = self.done if leading is None else leading.end
            if not done <= start <= end <= len(self.source):
                raise ValueError(f"replacement {start}, {end} is out of order or outside the text")
            if leading is not None:
                if start == leading.end:
                    start, text = leading.start, leading.text + text
                else:
                    self._join_next(leading)
                leading = None
            if text and end > start:
                self._replace(start, end, text)
            elif start == 0:
                leading = Replacement(start, end, text)
            elif text or end > start:
                self._join_previous(start, end, text)
        if leading is not None:
            self._join_next(leading)
        self._copy_until(len(self.source))
        view = "".join(self.parts)
        return AlignedText(self.source, self.source if view == self.source else view, self.units)

    def _copy_until(self, offset: int) -> None:
        if offset > self.done:
            self.parts.append(self.source[self.done : offset])
            self.shown += offset - self.done
            self.done = offset

    def _replace(self, start: int, end: int, text: str) -> None:
        self._copy_until(start)
        if len(text) != end - start:
            self.units.append(Unit(start, end, self.shown, self.shown + len(text)))
        self.parts.append(text)
        self.shown += len(text)
        self.done = end

    def _join_previous(self, start: int, end: int, text: str) -> None:
        """Text that goes, or comes, makes a unit with what stands before it."""
        self._copy_until(start)
        if self.units and self.units[-1].end == start:
            previous = self.units.pop()
        else:
            previous = Unit(start - 1, start, self.shown - 1, self.shown)
        self.parts.append(text)
        self.shown += len(text)
        self.done = end
        self.units.append(Unit(previous.start, end, previous.view_start, self.shown))

    def _join_next(self, leading: Replacement) -> None:
        """At the start of the text there is nothing before: the next character joins, if there is one."""
        end = min(leading.end + 1, len(self.source))
        self._replace(leading.start, end, leading.text + self.source[leading.end : end])
