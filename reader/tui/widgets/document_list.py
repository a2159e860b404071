"""The list of documents in the library, a row each."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.strip import Strip

from reader.text.cells import text_cells
from reader.tui.layout import shorten
from reader.tui.terminal import sign
from reader.tui.widgets.rows import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style

    from reader.library.documents import Overview

SCRIPTS = {"simplified": "简", "traditional": "繁", "mixed": "混", "neither": "·"}
_BAR = 12  # cells of the progress line


class Column:
    """Where the columns stand for a width, in cells; the less important ones give way first."""

    def __init__(self, width: int) -> None:
        self.date = width >= 76
        self.progress = width >= 90
        self.last = width >= 104
        self.fixed = (
            8 + 8 + 12 + 8 + (12 if self.date else 0) + (_BAR + 1 if self.progress else 0) + (13 if self.last else 0)
        )
        self.title = max(10, width - self.fixed - 4)


class DocumentList(RowList, can_focus=True):
    """The documents, two lines a row, so that the list breathes."""

    ROW_HEIGHT = 2
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "documents--title", "documents--dim", "documents--count", "documents--open", "documents--bar", "documents--rule",
        "documents--cursor",
    }  # fmt: skip

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self.overviews: Sequence[Overview] = ()

    def show(self, overviews: Sequence[Overview]) -> None:
        """Takes the documents to list."""
        self.overviews = overviews
        self.move_to(self.cursor)

    @property
    def row_count(self) -> int:
        """How many documents are listed."""
        return len(self.overviews)

    def row_state(self, index: int) -> object:
        """The document."""
        return self.overviews[index]

    def heading(self) -> Strip:
        """The names of the columns, for the line above the list."""
        columns = Column(self.size.width)
        dim = self.get_component_rich_style("documents--dim")
        text = "   " + _padded("Title", columns.title)
        text += _padded("Date", 12) if columns.date else ""
        text += _padded("Script", 8) + _padded("Read", 12 + (_BAR + 1 if columns.progress else 0))
        text += (
            _padded("Tags", 8) + _padded("To decide", 8 if not columns.last else 11) + ("Last" if columns.last else "")
        )
        return Strip([Segment(text, dim)])

    def paint_row(self, index: int, line: int) -> Strip:
        """A document: title, date, script, progress, counts, when it was last read."""
        if line:
            return Strip.blank(self.size.width, self.rich_style)
        overview = self.overviews[index]
        columns = Column(self.size.width)
        current = index == self.cursor
        ground = self.get_component_rich_style("documents--cursor") if current else self.rich_style

        def style(name: str) -> Style:
            return ground + self.get_component_rich_style(f"documents--{name}", partial=True)

        entry = overview.entry
        segments = [
            Segment(f" {sign('▌')}" if current else "  ", style("bar")),
            Segment(" " + _padded(shorten(entry.heading, columns.title - 2), columns.title), style("title")),
        ]
        if columns.date:
            segments.append(Segment(_padded(entry.date, 12), style("dim")))
        segments.append(Segment(_padded(" " + SCRIPTS[entry.script], 8), style("dim")))
        if columns.progress:
            done = round(_BAR * overview.paragraphs_read / max(1, entry.paragraphs))
            segments.append(Segment(sign("━") * done, style("bar")))
            segments.append(Segment(sign("━") * (_BAR - done) + " ", style("rule")))
        segments.append(Segment(_padded(f"{overview.paragraphs_read}/{entry.paragraphs}", 12), style("dim")))
        segments.append(Segment(_padded(str(overview.annotations or sign("·")), 8), style("count")))
        to_decide = _padded(str(overview.suggestions or sign("·")), 8 if not columns.last else 11)
        segments.append(Segment(to_decide, style("open" if overview.suggestions else "dim")))
        if columns.last:
            segments.append(Segment(_when(overview.last_read), style("dim")))
        return Strip(segments).adjust_cell_length(self.size.width, ground)


def _padded(text: str, width_cells: int) -> str:
    return text + " " * max(0, width_cells - text_cells(text))


def _when(moment: str) -> str:
    """The day, or the time where it was today."""
    if not moment:
        return ""
    read = datetime.fromisoformat(moment).astimezone()
    today = datetime.now().astimezone().date()
    return f"{read:%H:%M}" if read.date() == today else f"{read:%Y-%m-%d}"
