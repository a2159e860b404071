"""A list of rows with a cursor, drawn row by row: only what is on the screen is ever asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message
from textual.strip import Strip

from reader.tui.widgets.lines import LineWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events


class RowList(LineWidget):
    """Rows of `ROW_HEIGHT` lines each; who derives from it says how many there are and paints a line of one."""

    ROW_HEIGHT: ClassVar[int] = 1

    @dataclass
    class Chosen(Message):
        """A row was clicked, or Enter was pressed on it."""

        rows: RowList
        index: int

        @property
        def control(self) -> RowList:
            """The list."""
            return self.rows

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self.cursor = 0
        self.first = 0

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def row_state(self, index: int) -> object:
        """All that the picture of a row depends on besides the cursor; compared with ==."""
        raise NotImplementedError

    def paint_row(self, index: int, line: int) -> Strip:
        """A line of a row, as wide as the widget."""
        raise NotImplementedError

    def move_to(self, index: int) -> None:
        """Puts the cursor on a row, the last one for anything beyond, and shows it."""
        self.cursor = max(0, min(index, self.row_count - 1))
        fitting = max(1, self.size.height // self.ROW_HEIGHT)
        self.first = max(min(self.first, self.cursor, self.row_count - fitting), self.cursor - fitting + 1, 0)
        self.repaint()

    def scroll_rows(self, rows: int) -> None:
        """Moves what is seen by rows, not beyond the ends; the cursor stays where it is."""
        fitting = max(1, self.size.height // self.ROW_HEIGHT)
        self.first = max(0, min(self.first + rows, self.row_count - fitting))
        self.repaint()

    def line_states(self) -> Sequence[object]:
        """By row: its own state, and whether the cursor is on it."""
        rows = range(self.first, min(self.first + self.size.height // self.ROW_HEIGHT + 1, self.row_count))
        states = [(self.row_state(row), row == self.cursor) for row in rows]
        lines = [(state, line) for state in states for line in range(self.ROW_HEIGHT)]
        return [*lines, *[None] * (self.size.height - len(lines))][: self.size.height]

    @property
    def page_rows(self) -> int:
        """How many rows a page holds."""
        return max(1, self.size.height // self.ROW_HEIGHT - 1)

    def render_line(self, y: int) -> Strip:
        """A line of the list."""
        index, line = divmod(y, self.ROW_HEIGHT)
        index += self.first
        if index >= self.row_count:
            return Strip.blank(self.size.width, self.rich_style)
        return self.paint_row(index, line).adjust_cell_length(self.size.width, self.rich_style)

    def on_resize(self) -> None:
        """Keeps the cursor on the screen."""
        self.move_to(self.cursor)

    def on_click(self, event: events.Click) -> None:
        """A click chooses the row under it."""
        where = event.get_content_offset(self)
        index = self.row_count if where is None else self.first + where.y // self.ROW_HEIGHT
        if index < self.row_count:
            event.stop()
            self.move_to(index)
            self.post_message(self.Chosen(self, index))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the cursor."""
        event.stop()
        self.move_to(self.cursor + 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the cursor."""
        event.stop()
        self.move_to(self.cursor - 1)
