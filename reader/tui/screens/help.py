"""Help: every key of the screen one came from, read from the table of keys."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.text.cells import text_cells
from reader.translation import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from textual.app import ComposeResult

    from reader.tui.bindings import Command

DIGITS = {"label": N_("Tag with the label of that key"), "digit": N_("Tag with this label on that key")}
"""What is told of the nine commands on digits, in one line."""

GROUPS = (N_("Move"), N_("Select"), N_("Annotate"), N_("Decide"), N_("Find"), N_("View"), N_("Program"))


class HelpScreen(ModalScreen[None]):
    """Shows what the keys do, until any of them is pressed."""

    BINDINGS: ClassVar = [Binding("escape,q,f1,f10,question_mark,enter", "close", "Close", show=False)]

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = sorted(commands, key=lambda command: GROUPS.index(command.group))

    def compose(self) -> ComposeResult:
        """The keys by group."""
        with VerticalScroll(classes="dialog"):
            yield Static(Text(_("Keys"), style="bold"))
            for group, commands in groupby(self._commands, key=lambda command: command.group):
                yield Static("")
                yield Static(_(group), classes="quiet", markup=False)
                for command in _digits_as_one(commands):
                    gap = " " * max(1, 18 - text_cells(command.shown))
                    yield Static(f"{command.shown}{gap}{command.told}", markup=False)
            yield Static("")
            yield Static(
                _("Nothing asks “are you sure”: undo takes everything back. Esc closes."), classes="quiet", markup=False
            )

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)


def _digits_as_one(commands: Iterable[Command]) -> Iterator[Command]:
    """The nine label keys as one line."""
    for command in commands:
        what, _dot, digit = command.id.partition(".")
        if what not in DIGITS or not digit.isdecimal():
            yield command
        elif digit == "1":
            yield replace(command, shown="1 … 9", title=_(DIGITS[what]))
