"""Help: every key of the screen one came from and of its panes, read from the table of keys."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import getters
from textual.binding import Binding
from textual.containers import Grid, Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.translation import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from textual.app import ComposeResult

    from reader.tui.commands import Command

DIGITS = {"label": N_("Tag with the label of that key"), "digit": N_("Tag with this label on that key")}
"""What is told of the nine commands on digits, in one line."""

GROUPS = (N_("Move"), N_("Select"), N_("Annotate"), N_("Decide"), N_("Find"), N_("View"), N_("Program"))
_TWO_COLUMNS = 118  # cells of the screen from which the keys stand in two columns


class Group(NamedTuple):
    """Commands that belong together, under a title."""

    title: str
    commands: tuple[Command, ...]


class HelpScreen(ModalScreen[None]):
    """Shows what the keys do, until one that closes it is pressed; the others scroll it."""

    BINDINGS: ClassVar = [
        Binding("escape,q,f1,f10,question_mark,enter", "close", "Close", show=False),
        Binding("j", "scroll(1)", show=False),
        Binding("k", "scroll(-1)", show=False),
    ]
    CSS_PATH = "help.tcss"
    AUTO_FOCUS = "#help-keys"

    keys = getters.query_one("#help-keys", VerticalScroll)

    def __init__(self, commands: Sequence[Command], panes: Sequence[tuple[str, Sequence[Command]]] = ()) -> None:
        """`panes` are parts of the screen that have keys of their own, by what they are called."""
        super().__init__()
        in_order = sorted(commands, key=lambda command: GROUPS.index(command.group))
        groups = [(group, list(some)) for group, some in groupby(in_order, key=lambda command: command.group)]
        self._groups = [Group(title, tuple(_digits_as_one(some))) for title, some in [*groups, *panes]]

    def compose(self) -> ComposeResult:
        """The keys by group, in one column or in two of about the same height."""
        wide = self.app.size.width >= _TWO_COLUMNS
        columns = halves(self._groups) if wide else (self._groups,)
        with Vertical(classes="dialog wide" if wide else "dialog") as dialog:
            dialog.styles.height = max(map(_lines, columns)) + 6
            with Horizontal(id="help-head"):
                yield Static(_("Keys"), id="help-title", markup=False)
                yield Static(_("↑ ↓ PageDown more · Esc back"), classes="quiet", markup=False)
            with VerticalScroll(id="help-keys"), Horizontal(id="help-columns"):
                for column in columns:
                    with Vertical(classes="help-column"):
                        for group in column:
                            yield from _shown(group)
            yield Static(_("Undo takes back everything but the removal of a document."), classes="quiet", markup=False)

    def action_scroll(self, steps: int) -> None:
        """A line down or up."""
        self.keys.scroll_relative(y=steps, animate=False)

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)


def _shown(group: Group) -> ComposeResult:
    yield Static(_(group.title), classes="quiet", markup=False)
    with Grid(classes="help-group"):
        for command in group.commands:
            yield Static(command.shown, markup=False)
            yield Static(command.told, markup=False)


def halves(groups: Sequence[Group]) -> tuple[Sequence[Group], Sequence[Group]]:
    """The groups in two columns, cut where the higher of them is lowest."""
    cut = min(range(len(groups) + 1), key=lambda at: max(_lines(groups[:at]), _lines(groups[at:])))
    return groups[:cut], groups[cut:]


def _lines(groups: Sequence[Group]) -> int:
    """How many lines groups take: each its title, its commands, and a blank line."""
    return sum(len(group.commands) + 2 for group in groups)


def _digits_as_one(commands: Iterable[Command]) -> Iterator[Command]:
    """The nine label keys as one line."""
    for command in commands:
        what, _dot, digit = command.id.partition(".")
        if what not in DIGITS or not digit.isdecimal():
            yield command
        elif digit == "1":
            yield replace(command, shown="1 … 9", title=_(DIGITS[what]))
