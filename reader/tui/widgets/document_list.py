"""The list of documents in the library, a row each, and the names of its columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from reader.library.search import occurrences
from reader.text.cells import text_cells
from reader.translation import N_, _
from reader.tui import moments
from reader.tui.layout import shorten
from reader.tui.order import Order
from reader.tui.terminal import sign
from reader.tui.widgets.lines import LineWidget
from reader.tui.widgets.rows import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from reader.library.documents import Overview

SCRIPTS = {"simplified": "简", "traditional": "繁", "mixed": "混", "neither": "·"}
_BAR = 12  # cells of the progress line
_BAR_WIDTH = 90  # cells of the list from which there is room for it


class Column(NamedTuple):
    """A column of the list: what it is called, what it sorts by, how wide it is, and how wide the list must be."""

    order: Order
    name: str
    width_cells: int
    from_cells: int = 0


_COLUMNS = (
    Column(Order.DATE, N_("Date"), 12, 76),
    Column(Order.SCRIPT, N_("Script"), 8, 48),
    Column(Order.READ, N_("Read"), 12, 38),
    Column(Order.TAGS, N_("Tags"), 8, 56),
    Column(Order.TO_DECIDE, N_("To decide"), 11, 28),
    Column(Order.LAST, N_("Last"), 13, 104),
)


def columns_for(width_cells: int) -> list[Column]:
    """The columns that a width has room for; the title has what the others leave."""
    bar = _BAR + 1 if width_cells >= _BAR_WIDTH else 0
    shown = [
        column._replace(width_cells=column.width_cells + (bar if column.order is Order.READ else 0))
        for column in _COLUMNS
        if width_cells >= column.from_cells
    ]
    title = max(8, width_cells - 3 - sum(column.width_cells for column in shown))
    return [Column(Order.TITLE, N_("Title"), title), *shown]


class DocumentList(RowList, can_focus=True):
    """The documents, two lines a row, so that the list breathes; below the current one, more of it is told."""

    ROW_HEIGHT = 2
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "documents--title", "documents--dim", "documents--count", "documents--open", "documents--bar", "documents--rule",
        "documents--cursor", "documents--found",
    }  # fmt: skip

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self.overviews: Sequence[Overview] = ()
        self._wanted = ""

    def show(self, overviews: Sequence[Overview], wanted: str = "") -> None:
        """Takes the documents to list, and what their titles were filtered by, in match form.

        The cursor stays on its document where that is listed still.
        """
        current = self.current
        self.overviews, self._wanted = overviews, wanted
        at = self.cursor
        if current is not None and not (at < len(overviews) and overviews[at].entry.id == current.entry.id):
            same = (index for index, one in enumerate(overviews) if one.entry.id == current.entry.id)
            at = next(same, 0)
        self.move_to(at)

    @property
    def current(self) -> Overview | None:
        """The document under the cursor."""
        return self.overviews[self.cursor] if self.cursor < len(self.overviews) else None

    @property
    def row_count(self) -> int:
        """How many documents are listed."""
        return len(self.overviews)

    def row_state(self, index: int) -> object:
        """The document, and what is looked for."""
        return self.overviews[index], self._wanted

    def paint_row(self, index: int, line: int) -> Strip:
        """A document: title, date, script, progress, counts, when it was last read."""
        overview = self.overviews[index]
        current = index == self.cursor
        ground = self.get_component_rich_style("documents--cursor") if current else self.rich_style

        def style(name: str) -> Style:
            return ground + self.get_component_rich_style(f"documents--{name}", partial=True)

        if line:
            told = shorten(_more(overview), max(0, self.size.width - 5)) if current else ""
            if not told:
                return Strip.blank(self.size.width, self.rich_style)
            return Strip([Segment("   " + told, style("dim") + Style(bold=False))]).adjust_cell_length(
                self.size.width, ground
            )
        segments = [Segment(f" {sign('▌')}" if current else "  ", style("bar")), Segment(" ", ground)]
        for column in columns_for(self.size.width):
            if column.order is Order.TITLE:
                segments += self._title(overview, column.width_cells, style("title"), style("found"))
            elif column.order is Order.READ:
                segments += _progress(overview, column.width_cells, style("bar"), style("rule"), style("dim"))
            else:
                text, name = _cell(overview, column.order)
                segments.append(Segment(_padded(text, column.width_cells), style(name)))
        return Strip(segments).adjust_cell_length(self.size.width, ground)

    def _title(self, overview: Overview, width_cells: int, plain: Style, found: Style) -> list[Segment]:
        title = shorten(overview.entry.heading, width_cells - 2)
        segments, at = [], 0
        for span in occurrences(title, self._wanted):
            segments += [Segment(title[at : span.start], plain), Segment(span.slice(title), found)]
            at = span.end
        return [*segments, Segment(_padded(title[at:], width_cells - text_cells(title[:at])), plain)]


class ColumnNames(LineWidget):
    """The line above the list: a click on a name sorts by it; a sign shows by what the list is sorted, and how."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"columns--name", "columns--sorted"}

    @dataclass
    class Chosen(Message):
        """A name was clicked."""

        names: ColumnNames
        order: Order

        @property
        def control(self) -> ColumnNames:
            """The line."""
            return self.names

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self._order, self._falling = Order.NAME, False

    def show(self, order: Order, *, falling: bool) -> None:
        """Takes how the list is sorted."""
        self._order, self._falling = order, falling
        self.repaint()

    def line_states(self) -> list[object]:
        """The one line."""
        return [(self._order, self._falling)]

    def render_line(self, y: int) -> Strip:
        """The names of the columns."""
        if y:
            return Strip.blank(self.size.width, self.rich_style)
        segments = [Segment("   ", self.rich_style)]
        for column in columns_for(self.size.width):
            is_sorted = column.order is self._order
            direction = " " + sign("↓" if self._falling else "↑") if is_sorted else ""
            style = self.get_component_rich_style("columns--sorted" if is_sorted else "columns--name")
            segments.append(Segment(_padded(_(column.name) + direction, column.width_cells), style))
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def on_click(self, event: events.Click) -> None:
        """Sorts by the column under the pointer."""
        left = 3
        for column in columns_for(self.size.width):
            if left <= event.x < left + column.width_cells:
                event.stop()
                self.post_message(self.Chosen(self, column.order))
            left += column.width_cells


def _cell(overview: Overview, order: Order) -> tuple[str, str]:
    """What stands in a column, and the name of its style."""
    entry = overview.entry
    if order is Order.DATE:
        return shorten(entry.date, 11), "dim"
    if order is Order.SCRIPT:
        return " " + (sign("·") if entry.script == "neither" else SCRIPTS[entry.script]), "dim"
    if order is Order.TAGS:
        return (f"{overview.annotations:,}", "count") if overview.annotations else (sign("·"), "dim")
    if order is Order.TO_DECIDE:
        return (f"{overview.suggestions:,}", "open") if overview.suggestions else (sign("·"), "dim")
    return moments.when(overview.last_read, moments.this_moment()), "dim"


def _progress(overview: Overview, width_cells: int, bar: Style, rule: Style, dim: Style) -> list[Segment]:
    """How far one has come, as a line where there is room for it, and in paragraphs."""
    read, count = overview.paragraphs_read, overview.entry.paragraphs
    segments = []
    if width_cells > _BAR:
        done = min(_BAR, round(_BAR * read / max(1, count)))
        done = max(done, 1) if read else 0
        segments = [Segment(sign("━") * done, bar), Segment(sign("━") * (_BAR - done) + " ", rule)]
        width_cells -= _BAR + 1
    return [*segments, Segment(_padded(f"{read}/{count}", width_cells), dim)]


def _more(overview: Overview) -> str:
    """What there is to tell of a document besides its row: its name and version, what waits, and how far the others are."""
    parts = [overview.entry.name] if overview.entry.name != overview.entry.heading else []
    if overview.version > 1:
        parts.append(_("version {number}").format(number=overview.version))
    if overview.reviews:
        parts.append(_("{count:,} to review").format(count=overview.reviews))
    parts += [f"{annotator} {read}/{overview.entry.paragraphs}" for annotator, read in overview.others]
    return f" {sign('·')} ".join(parts)


def _padded(text: str, width_cells: int) -> str:
    return text + " " * max(0, width_cells - text_cells(text))
