"""Lays a paragraph out in two scripts, line over line, and tells where they differ. Pure: text in, pieces out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reader.text.cells import text_cells, wrap
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.text.aligned import AlignedText

_NARROWER = 2  # cells a line gives up where the other script needs more than it


class Twin(NamedTuple):
    """A stretch in both scripts: `span` in the source text, what is shown of it, and what the other script shows."""

    span: Span
    shown: str
    other: str

    @property
    def differs(self) -> bool:
        """Whether the two are written differently."""
        return self.shown != self.other


@dataclass(frozen=True, slots=True)
class TwinLine:
    """A line in two scripts."""

    twins: tuple[Twin, ...]

    @property
    def span(self) -> Span:
        """What of the source stands on it."""
        return Span(self.twins[0].span.start, self.twins[-1].span.end)


def twin_lines(shown: AlignedText, other: AlignedText, width_cells: int) -> list[TwinLine]:
    """The lines of two views of the same text, at most `width_cells` cells each where that can be; no unit is cut."""
    twins = [Twin(span, _slice(shown, span), _slice(other, span)) for span in _spans(shown, other)]
    lines = [TwinLine(tuple(twins))] if twins else []
    for narrower in range(width_cells, width_cells // 2, -_NARROWER):
        starts = wrap(shown.view, narrower)
        lines = _broken(twins, [shown.to_source(Span(start, start)).span.start for start in starts])
        if all(_fits(line, width_cells) for line in lines):
            break
    return lines


def _spans(shown: AlignedText, other: AlignedText) -> Iterator[Span]:
    """Character by character, and unit by unit where either view has one."""
    units = sorted((unit.start, unit.end) for view in (shown, other) for unit in view.units)
    at = 0
    for start, end in _merged(units):
        yield from (Span(place, place + 1) for place in range(at, start))
        yield Span(start, end)
        at = end
    yield from (Span(place, place + 1) for place in range(at, len(shown.source)))


def _merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in ranges:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _slice(view: AlignedText, span: Span) -> str:
    return view.to_view(span).span.slice(view.view)


def _broken(twins: list[Twin], starts: list[int]) -> list[TwinLine]:
    lines: list[list[Twin]] = []
    following = iter(starts)
    start = next(following, -1)
    for twin in twins:
        if not lines or 0 <= start <= twin.span.start:
            lines.append([])
            while 0 <= start <= twin.span.start:
                start = next(following, -1)
        lines[-1].append(twin)
    return [TwinLine(tuple(line)) for line in lines]


def _fits(line: TwinLine, width_cells: int) -> bool:
    sides = ("".join(twin.shown for twin in line.twins), "".join(twin.other for twin in line.twins))
    return all(text_cells(side.rstrip()) <= width_cells for side in sides)
