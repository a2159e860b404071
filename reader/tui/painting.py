"""Paints one line of the page: text, labels, selection, gutter. Pure: the same arguments give the same strip."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.annotations.model import Annotation, Status
from reader.text.cells import text_cells
from reader.text.spans import Span
from reader.tui.terminal import sign

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reader.text.paragraphs import Kind
    from reader.tui.layout import LaidParagraph

GUTTER = 7  # cells left of the text: bar, number, air

UNDERLINE = Style(underline=True)
BOLD = Style(bold=True)


class Hue(NamedTuple):
    """A label's colour: of its text, and of the tint under it."""

    ink: Style
    tint: Style


@dataclass(frozen=True, slots=True)
class Palette:
    """The styles of the page, taken from the style sheet."""

    page: Style
    kinds: Mapping[Kind, Style]
    current: Style
    bar: Style
    number: Style
    number_current: Style
    selection: Style
    found: Style
    hues: Mapping[str, Hue]  # by label


class Ink(NamedTuple):
    """A stretch of the shown text with the annotations over it, the innermost last."""

    span: Span
    marks: tuple[Annotation, ...]


def numbered(number: int) -> str:
    """A paragraph's number in the gutter, with air behind it; the end of one that has no room there."""
    told = f"{number:>4} " if number < 100_000 else f"{sign('…')}{number % 10_000:04} "
    return told.ljust(GUTTER - 1)


def paint_line(
    laid: LaidParagraph,
    index: int,
    width_cells: int,
    *,
    marks: list[Annotation],
    selection: Span | None,
    found: list[Span],
    current: bool,
    palette: Palette,
    left: int,
) -> Strip:
    """One line of a paragraph, `width_cells` wide: `left` empty cells, gutter, text, and air to the right."""
    paragraph = laid.passage.paragraph
    ground = palette.current if current else palette.page
    measure = width_cells - left - GUTTER
    number = numbered(paragraph.number) if index == 0 else " " * (GUTTER - 1)
    segments = [
        Segment(" " * left, palette.page),
        Segment(sign("▌") if current else " ", ground + palette.bar if current else ground),
        Segment(number, ground + (palette.number_current if current else palette.number)),
    ]
    base = ground + palette.kinds[paragraph.kind]
    used = 0
    for ink in inks(laid, index, marks, [*found, *([selection] if selection else [])]):
        text = ink.span.slice(laid.view.view)
        if selection is not None and _within(laid, ink.span, selection):
            style = palette.selection
        else:
            style = _style(base, ink.marks, palette)
            if any(_within(laid, ink.span, span) for span in found):
                style += palette.found
        segments.append(Segment(text, style))
        used += text_cells(text)
    if used < measure:
        segments.append(Segment(" " * (measure - used), ground))
    return Strip(segments).adjust_cell_length(width_cells, palette.page)


def inks(laid: LaidParagraph, index: int, marks: list[Annotation], edges_of: Iterable[Span]) -> list[Ink]:
    """The stretches of a line between which nothing changes, nor one of `edges_of` begins or ends."""
    line = laid.line(index)
    shown = [(where, mark) for mark in marks if (where := laid.shown(mark.span)) and where.overlaps(line)]
    edges = {line.start, line.end}
    others = [where for span in edges_of if (where := laid.shown(span))]
    for where in [*(where for where, _ in shown), *others]:
        edges.update(edge for edge in (where.start, where.end) if line.start < edge < line.end)
    borders = sorted(edges)
    return [
        Ink(piece, tuple(mark for where, mark in shown if where.contains(piece)))
        for start, end in pairwise(borders)
        for piece in [Span(start, end)]
    ]


def _within(laid: LaidParagraph, piece: Span, selection: Span) -> bool:
    chosen = laid.shown(selection)
    return chosen is not None and chosen.contains(piece)


def _style(base: Style, marks: tuple[Annotation, ...], palette: Palette) -> Style:
    """A decided annotation is tinted and underlined, a suggestion only coloured and underlined.

    Of nested ones the innermost gives the colour; where several lie over each other the text is bold.
    """
    if not marks:
        return base
    innermost = min(marks, key=lambda mark: (len(mark.span), -mark.span.start))
    hue = palette.hues.get(innermost.label)
    style = base + UNDERLINE
    if hue is not None:
        style += hue.ink if innermost.status is Status.SUGGESTED else hue.tint + hue.ink
    return style + BOLD if len(marks) > 1 else style
