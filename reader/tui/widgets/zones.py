"""A line of pieces of text, some of which do something when they are clicked."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.text.cells import text_cells
from reader.tui.widgets.lines import LineWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

_UNDER_MOUSE = Style(underline=True)


class Piece(NamedTuple):
    """A stretch of a line; `action` is the screen's, `other` the one of the right button."""

    text: str
    style: Style
    action: str = ""
    other: str = ""


class ZoneLine(LineWidget):
    """Who derives from it gives the pieces of its one line, from the left; what lies beyond the width is cut off."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self._hovered: int | None = None

    def pieces(self) -> Sequence[Piece]:
        """What the line shows."""
        raise NotImplementedError

    def line_state(self) -> object:
        """All that the pieces depend on; compared with ==."""
        raise NotImplementedError

    def line_states(self) -> list[object]:
        """The one line, and the piece under the mouse."""
        return [(self.line_state(), self._hovered)]

    def render_line(self, y: int) -> Strip:
        """The line."""
        if y:
            return Strip.blank(self.size.width, self.rich_style)
        segments = [
            Segment(piece.text, piece.style + _UNDER_MOUSE if index == self._hovered else piece.style)
            for index, piece in enumerate(self.pieces())
        ]
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def piece_at(self, cell: int) -> int | None:
        """Which piece stands in a cell, if it does something."""
        pieces = self.pieces()
        ends = accumulate(text_cells(piece.text) for piece in pieces)
        index = next((index for index, end in enumerate(ends) if cell < end), None)
        return None if index is None or not pieces[index].action else index

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """What would do something is underlined under the mouse."""
        self._hover(self.piece_at(event.x))

    def on_leave(self) -> None:
        """The mouse is elsewhere."""
        self._hover(None)

    def _hover(self, index: int | None) -> None:
        if index != self._hovered:
            self._hovered = index
            self.repaint()

    def on_click(self, event: events.Click) -> None:
        """Does what the piece under the mouse is there for."""
        event.stop()
        index = self.piece_at(event.x)
        if index is not None:
            piece = self.pieces()[index]
            self.app.call_later(
                self.screen.run_action, piece.other or piece.action if event.button == 3 else piece.action
            )
