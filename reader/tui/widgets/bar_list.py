"""Bars in rows: a name, a line as long as its numbers, and the numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.text.cells import text_cells
from reader.tui.layout import shorten
from reader.tui.terminal import sign
from reader.tui.themes import HUE_CLASSES
from reader.tui.widgets.label_list import padded
from reader.tui.widgets.lines import LineWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER, _NARROW_NUMBER = 13, 8  # cells of a column of numbers
_NAME = 30  # cells of a name that columns of numbers make room for
_LEAST_BAR = 10  # cells below which a bar says nothing


class Column(NamedTuple):
    """A number of every row: its name, and the sign that the line has for it, so that it differs without colour too."""

    name: str
    sign: str = ""


class Bar(NamedTuple):
    """A row: its name, the numbers that its line is made of, and a remark behind them; `hue` of a label, or none."""

    name: str
    parts: tuple[int, ...]
    remark: str = ""
    hue: str = ""


class BarList(LineWidget):
    """Bars under the names of their columns; as high as it needs to be."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "bars--head", "bars--dim", "bars--text", "bars--bar", "bars--open", *HUE_CLASSES
    }  # fmt: skip

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self._title = ""
        self._columns: Sequence[Column] = ()
        self._bars: Sequence[Bar] = ()

    def show(self, title: str, columns: Sequence[Column], bars: Sequence[Bar]) -> None:
        """Takes a title, what the numbers are (and the remark, the last), and the rows."""
        self._title, self._columns, self._bars = title, columns, bars
        self.styles.height = len(bars) + 2
        self._painted = []
        self.repaint()

    def line_states(self) -> list[object]:
        """The rows."""
        return [(self._title, self._columns), *self._bars, None]

    def render_line(self, y: int) -> Strip:
        """The names of the columns, a row, or nothing."""
        if y > len(self._bars):
            return Strip.blank(self.size.width, self.rich_style)
        segments = self._row(self._bars[y - 1]) if y else self._head()
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    @property
    def _number(self) -> int:
        """Cells of a column of numbers; without room for the names beside, its sign alone says what it is."""
        beside = max(_NUMBER, min(self._longest_name, _NAME)) + _LEAST_BAR
        return _NUMBER if self.size.width >= _NUMBER * len(self._columns) + beside else _NARROW_NUMBER

    @property
    def _longest_name(self) -> int:
        return max((text_cells(bar.name) for bar in self._bars), default=0) + 2

    @property
    def _widths(self) -> tuple[int, int]:
        """Cells of the names, and of the bars."""
        width = self.size.width - self._number * len(self._columns) - 3
        most = max(width // 2, min(_NAME, width - _LEAST_BAR)) if width > 3 * _LEAST_BAR else width
        name = max(6, min(self._longest_name, most))
        return name, max(0, width - name)

    def _head(self) -> list[Segment]:
        style = self.get_component_rich_style
        name, bar = self._widths
        segments = [Segment(" " + padded(shorten(self._title, name + bar - 1), name + bar), style("bars--head"))]
        for column in self._columns:
            text = f"{sign(column.sign)} {column.name}" if column.sign else column.name
            if self._number == _NARROW_NUMBER:
                text = sign(column.sign) if column.sign else shorten(column.name, _NARROW_NUMBER - 1)
            segments.append(Segment(" " * (self._number - text_cells(text)) + text, style("bars--dim")))
        return segments

    def _row(self, row: Bar) -> list[Segment]:
        ground = self.rich_style

        def style(name: str) -> Style:
            return ground + self.get_component_rich_style(name, partial=True)

        name, room = self._widths
        ink = style(f"ink-{row.hue}" if row.hue else "bars--bar")
        text = padded(shorten(row.name, name - 2), name)
        segments = [Segment(" " + text, ink if row.hue else style("bars--text"))]
        used = 0
        if room >= _LEAST_BAR:
            ink += Style(underline=False)  # which is for words: without colour, a label's name has one
            for column, cells in zip(self._columns, self._cells(row, room - 1), strict=False):
                segments.append(Segment(sign(column.sign) * cells, style("bars--dim") if column.sign == "·" else ink))
                used += cells
        segments.append(Segment(" " * (room - used), ground))
        for number in row.parts:
            shown = f"{number:,}" if number else sign("·")
            segments.append(Segment(f"{shown:>{self._number}}", style("bars--text" if number else "bars--dim")))
        if len(self._columns) > len(row.parts):
            segments.append(Segment(f"{row.remark:>{self._number}}", style("bars--dim")))
        return segments

    def _cells(self, row: Bar, room: int) -> list[int]:
        """How many cells each part of a bar takes; what is not nothing takes one at least."""
        most = max((sum(bar.parts) for bar in self._bars), default=0) or 1
        return [max(1, round(part * (room - len(row.parts)) / most)) if part else 0 for part in row.parts]
