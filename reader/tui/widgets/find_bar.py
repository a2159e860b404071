"""The line in which one writes what to find; it reports, and the screen finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from reader.tui.bindings import FIND
from reader.tui.commands import bindings_of
from reader.tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from textual.app import ComposeResult


class FindBar(Horizontal):
    """Opens above the bottom line; while it is open, keys are text."""

    BINDINGS: ClassVar = bindings_of(FIND)

    query_input = getters.query_one("#find-query", Input)
    count = getters.query_one("#find-count", Static)

    @dataclass
    class Written(Message):
        """What to find has changed."""

        bar: FindBar
        query: str

        @property
        def control(self) -> FindBar:
            """The line."""
            return self.bar

    @dataclass
    class Closed(Message):
        """The line was closed: `kept` with Enter, not with Escape."""

        bar: FindBar
        kept: bool

        @property
        def control(self) -> FindBar:
            """The line."""
            return self.bar

    @dataclass
    class Stepped(Message):
        """The next (1) or the previous hit (-1) is wanted, and one goes on writing."""

        bar: FindBar
        steps: int

        @property
        def control(self) -> FindBar:
            """The line."""
            return self.bar

    def compose(self) -> ComposeResult:
        """Slash, text, count."""
        yield Static(" / ", id="find-slash")
        yield LineInput(id="find-query")
        yield Static("", id="find-count", markup=False)

    def open_with(self, query: str) -> None:
        """Opens the line with a text in it, all of it selected."""
        self.add_class("open")
        self.query_input.value = query
        self.screen.set_focus(self.query_input)

    def tell(self, message: str) -> None:
        """Shows how many hits there are."""
        self.count.update(message)

    @on(Input.Changed)
    def _written(self, event: Input.Changed) -> None:
        event.stop()
        if self.has_class("open"):
            self.post_message(self.Written(self, event.value))

    @on(Input.Submitted)
    def _keep(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_keep()

    def action_keep(self) -> None:
        """Closes the line; what was written is still being looked for."""
        self._close(kept=True)

    def leave_open_line(self) -> None:
        """The same where the line is open and the keys went elsewhere."""
        if self.has_class("open"):
            self.action_keep()

    def action_found(self, steps: int) -> None:
        """The next or previous hit."""
        self.post_message(self.Stepped(self, steps))

    def action_leave(self) -> None:
        """Closes the line and forgets what was written."""
        self._close(kept=False)

    def _close(self, *, kept: bool) -> None:
        self.remove_class("open")
        self.post_message(self.Closed(self, kept))
