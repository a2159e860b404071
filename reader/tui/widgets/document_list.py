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
from reader.wording import script_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from reader.library.documents import Overview

SCRIPTS = {"simplified": "简", "traditional": "繁", "mixed": "混", "neither": "·"}
_BAR = 12  # cells of the progress line
_TITLE, _MEASURE = 40, 72  # cells that a title has at least before there are more columns, and at most
_NAME = 20  # cells below which a name says nothing


class Column(NamedTuple):
    """A column of the list: what it is called, what it sorts by, and how wide it is."""

    order: Order
    name: str
    width_cells: int


_TITLES = Column(Order.TITLE, N_("Title"), _TITLE)
_NAMES = Column(Order.NAME, N_("Name"), _NAME)
_COLUMNS = (
    Column(Order.DATE, N_("Date"), 12),
    Column(Order.SCRIPT, N_("Script"), 8),
    Column(Order.READ, N_("Read"), 10),
    Column(Order.TAGS, N_("Tags"), 8),
    Column(Order.TO_DECIDE, N_("To decide"), 11),
    Column(Order.LAST, N_("Last"), 13),
)
_FIRST = (Order.TO_DECIDE, Order.READ, Order.TAGS, Order.SCRIPT, Order.DATE, Order.LAST)
"""Which column comes first where there is no room for all."""


def columns_for(width_cells: int) -> list[Column]:
    """The columns that a width has room for; the title goes before all of them, and before names only up to a measure."""
    left = width_cells - 3
    least = min(_TITLE, max(8, width_cells // 2))
    shown: dict[Order, Column] = {}
    for column in sorted(_COLUMNS, key=lambda column: _FIRST.index(column.order)):
        if left - column.width_cells < least:
            break
        shown[column.order] = column
        left -= column.width_cells
    read = shown.get(Order.READ)
    if read is not None and left - _BAR - 1 >= least:
        shown[Order.READ] = read._replace(width_cells=read.width_cells + _BAR + 1)
        left -= _BAR + 1
    first = [_TITLES._replace(width_cells=max(8, left))]
    if left - _MEASURE >= _NAME:
        first = [_TITLES._replace(width_cells=_MEASURE), _NAMES._replace(width_cells=left - _MEASURE)]
    return [*first, *(shown[column.order] for column in _COLUMNS if column.order in shown)]


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
            told = shorten(_more(overview, self.size.width), max(0, self.size.width - 5)) if current else ""
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
                text, name = _cell(overview, column.order, column.width_cells)
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


def _cell(overview: Overview, order: Order, width_cells: int) -> tuple[str, str]:
    """What stands in a column, and the name of its style."""
    entry = overview.entry
    if order is Order.NAME:
        return shorten(entry.name, width_cells - 2), "dim"
    if order is Order.DATE:
        return shorten(entry.date, width_cells - 1), "dim"
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


def _more(overview: Overview, width_cells: int) -> str:
    """What there is to tell of a document besides its row.

    Its name, date and script where the row has no room for them, its version, what waits, and how far the others are.
    """
    entry = overview.entry
    columns = {column.order for column in columns_for(width_cells)}
    parts = [entry.name] if entry.name != entry.heading and Order.NAME not in columns else []
    if entry.date and Order.DATE not in columns:
        parts.append(entry.date)
    if entry.script != "neither" and Order.SCRIPT not in columns:
        parts.append(script_in_words(entry.script))
    if overview.version > 1:
        parts.append(_("version {number}").format(number=overview.version))
    if overview.reviews:
        parts.append(_("{count:,} to review").format(count=overview.reviews))
    parts += [f"{annotator} {read}/{overview.entry.paragraphs}" for annotator, read in overview.others]
    return f" {sign('·')} ".join(parts)


def _padded(text: str, width_cells: int) -> str:
    return text + " " * max(0, width_cells - text_cells(text))
