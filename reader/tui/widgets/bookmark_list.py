"""The list of bookmarks, a row each: the paragraph, how it goes, and the document."""

from __future__ import annotations

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

    from reader.bookmarks import MarkedPlace

_NUMBER = 10  # cells of the paragraph's number


class BookmarkList(RowList, can_focus=True):
    """Bookmarks by document and place; one that is taken away stays in its row, so that it can be set again."""

    ROW_HEIGHT = 2
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "bookmarks--text", "bookmarks--dim", "bookmarks--gone", "bookmarks--bar", "bookmarks--cursor",
    }  # fmt: skip

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self.places: Sequence[MarkedPlace] = ()
        self._gone: frozenset[MarkedPlace] = frozenset()

    def show(self, places: Sequence[MarkedPlace], gone: frozenset[MarkedPlace]) -> None:
        """Takes the bookmarks, and which of them were taken away."""
        self.places, self._gone = places, gone
        self.move_to(self.cursor)

    @property
    def current(self) -> MarkedPlace | None:
        """The bookmark under the cursor."""
        return self.places[self.cursor] if self.cursor < len(self.places) else None

    @property
    def row_count(self) -> int:
        """How many there are."""
        return len(self.places)

    def row_state(self, index: int) -> object:
        """The bookmark, and whether it is there still."""
        return self.places[index], self.places[index] in self._gone

    def paint_row(self, index: int, line: int) -> Strip:
        """The paragraph with its number; below it, dim, the document's title."""
        place = self.places[index]
        current = index == self.cursor
        ground = self.get_component_rich_style("bookmarks--cursor") if current else self.rich_style

        def style(name: str) -> Style:
            return ground + self.get_component_rich_style(f"bookmarks--{name}", partial=True)

        width = self.size.width
        room = max(0, width - 3 - _NUMBER - 1)
        if line:
            title = " " * (3 + _NUMBER) + shorten(place.entry.heading, room)
            return Strip([Segment(title, style("dim"))]).adjust_cell_length(width, ground)
        number = f"{sign('¶')} {place.paragraph}"
        is_gone = place in self._gone
        mark = sign("✗") if is_gone else " "
        segments = [
            Segment(f" {sign('▌')}{mark}" if current else f"  {mark}", style("bar")),
            Segment(number + " " * max(1, _NUMBER - text_cells(number)), style("dim")),
            Segment(shorten(place.snippet, room), style("gone" if is_gone else "text")),
        ]
        return Strip(segments).adjust_cell_length(width, ground)
