"""The line in which one looks for a heading: what is written filters the outline, the arrows move in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import getters, on
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from reader.translation import _
from reader.tui.bindings import OUTLINE
from reader.tui.commands import bindings_of
from reader.tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from reader.tui.widgets.outline import Outline


class OutlineBar(Horizontal):
    """Opens above the bottom line; while it is open, keys are text or move in the outline."""

    BINDINGS = bindings_of(OUTLINE)

    written = getters.query_one("#outline-query", Input)
    count = getters.query_one("#outline-count", Static)

    @dataclass
    class Closed(Message):
        """The line was closed: with Enter, `chosen` is the row of the heading to go to; else None."""

        bar: OutlineBar
        chosen: int | None

        @property
        def control(self) -> OutlineBar:
            """The line."""
            return self.bar

    def __init__(self, outline: Outline, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self._outline = outline
        self._looking: Iterator[int] = iter(())

    def compose(self) -> ComposeResult:
        """Name, text, count."""
        yield Static(f" {_('heading')} ", id="outline-name", markup=False)
        yield LineInput(id="outline-query")
        yield Static("", id="outline-count", markup=False)

    def open(self) -> None:
        """Opens the line, empty."""
        self.add_class("open")
        self.written.value = ""
        self._look("")
        self.screen.set_focus(self.written)

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        event.stop()
        if self.has_class("open"):
            self._look(event.value)

    def _look(self, wanted: str) -> None:
        self._looking = self._outline.look(wanted)
        self._look_on(self._looking)

    def _look_on(self, looking: Iterator[int]) -> None:
        """A step, and the next when keys have had their turn; not of what nobody looks for any more."""
        if looking is self._looking and (found := next(looking, None)) is not None:
            self.count.update(_("{count} found").format(count=f"{found:,}"))
            self.call_later(self._look_on, looking)

    @on(Input.Submitted)
    def action_choose(self, event: Input.Submitted | None = None) -> None:
        """To the heading under the cursor."""
        if event is not None:
            event.stop()
        while not self._outline.headings and next(self._looking, None) is not None:
            """Not found yet."""
        self._close(self._outline.cursor if self._outline.headings else None)

    def action_leave(self) -> None:
        """Back to where one reads."""
        self._close(None)

    def action_move(self, steps: int) -> None:
        """Next or previous heading."""
        self._outline.move_to(self._outline.cursor + steps)

    def action_move_page(self, pages: int) -> None:
        """Next or previous page of headings."""
        self._outline.move_to(self._outline.cursor + pages * self._outline.page_rows)

    def action_move_to(self, index: int) -> None:
        """The first or the last heading."""
        self._outline.move_to(index if index >= 0 else self._outline.row_count - 1)

    def _close(self, chosen: int | None) -> None:
        self.remove_class("open")
        self._looking = iter(())
        self.post_message(self.Closed(self, chosen))
