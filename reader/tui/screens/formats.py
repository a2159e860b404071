"""All export formats in a list: what each is, what it loses and needs; what is written filters them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import getters, on
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from reader.text.cells import wrap
from reader.text.folding import fold
from reader.translation import _
from reader.tui.layout import shorten
from reader.tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from reader.exports.format import Format

_WIDTH_CELLS, _MARGIN = 110, 5  # of the dialog, and what of it is padding and scroll bar
_INDENT = 4  # cells before what is told of a format


class FormatsScreen(ModalScreen[str]):
    """Gives the name of the format that was chosen, by Enter or a click; empty where none was."""

    BINDINGS: ClassVar = [
        Binding("escape,f10", "leave", "Leave", show=False),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "move(4)", show=False),
        Binding("pageup", "move(-4)", show=False),
    ]
    CSS_PATH = "formats.tcss"
    AUTO_FOCUS = "#wanted"

    options = getters.query_one("#formats", OptionList)

    def __init__(self, formats: Sequence[Format], here: str) -> None:
        super().__init__()
        self._formats = formats
        self._here = here
        self._name_cells = max(len(form.name) for form in formats) + 2

    def compose(self) -> ComposeResult:
        """The line in which one writes, and the formats."""
        with Vertical(classes="dialog wide"):
            yield LineInput(placeholder=_("a program, an ending, or what must not be lost"), id="wanted")
            yield OptionList(id="formats")
            yield Static(_("Writing filters · ↑ ↓ and Enter take one · Esc leaves"), classes="quiet", markup=False)

    def on_mount(self) -> None:
        """Shows them all, with the one that is taken under the cursor."""
        self._filter()

    @on(Input.Changed, "#wanted")
    def _filter(self) -> None:
        """Every word that is written stands somewhere in what is said of a format."""
        words = fold(self.query_one("#wanted", Input).value).view.split()
        shown = [form for form in self._formats if all(word in fold(_told(form)).view for word in words)]
        self.options.clear_options()
        self.options.add_options([self._option(form) for form in shown])
        names = [form.name for form in shown]
        self.options.highlighted = names.index(self._here) if self._here in names else 0 if names else None

    def _option(self, form: Format) -> Option:
        room = min(_WIDTH_CELLS, self.app.size.width * 9 // 10) - _MARGIN
        name = form.name.ljust(self._name_cells)
        title = shorten(_(form.title), room - self._name_cells)
        details = " · ".join(form.details)
        starts = [*wrap(details, room - _INDENT), len(details)]
        lines = [details[start:end].rstrip() for start, end in pairwise(starts)]
        below = "".join(f"\n{'':{_INDENT}}{line}" for line in lines)
        return Option(Text.assemble((name, "bold"), title, (below, "dim not bold")), id=form.name)

    def on_resize(self) -> None:
        """Lays the lines out anew, and leaves room for the hint below them."""
        self.options.styles.max_height = max(3, self.app.size.height * 9 // 10 - 6)
        self._filter()

    def action_move(self, steps: int) -> None:
        """The next or previous format."""
        if self.options.option_count:
            at = (self.options.highlighted or 0) + steps
            self.options.highlighted = max(0, min(at, self.options.option_count - 1))

    @on(Input.Submitted)
    def _take(self) -> None:
        self.options.action_select()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id or "")

    def action_leave(self) -> None:
        """Leaves the one that was taken."""
        self.dismiss("")


def _told(form: Format) -> str:
    return " ".join([form.name, _(form.title), *form.details])
