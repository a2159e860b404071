"""The dialog that asks where to go in a document: a paragraph's number, or a percentage of the way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar
from unicodedata import normalize

from textual import getters, on
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from reader.translation import _
from reader.tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from textual.app import ComposeResult

_WHERE = re.compile(r"[¶#第]?\s*(\d{1,12})\s*(%?)\s*[段.]?")


def paragraph_named(where: str, count: int) -> int | None:
    """The paragraph that `12`, `第12段` or `50%` names in a document of so many; full-width digits count too.

    The last one for a number beyond it; None for anything else.
    """
    found = _WHERE.fullmatch(normalize("NFKC", where).strip())
    if found is None:
        return None
    number = int(found[1])
    return max(1, min(number * count // 100 if found[2] else number, count))


class GoToScreen(ModalScreen[int | None]):
    """Asks where to go; Enter goes there, Escape stays (None)."""

    BINDINGS: ClassVar = [Binding("escape", "leave", "Stay")]

    told = getters.query_one("#go-told", Static)

    def __init__(self, number: int, count: int) -> None:
        super().__init__()
        self._number = number
        self._count = count

    def compose(self) -> ComposeResult:
        """The question, the line, the keys."""
        with Vertical(classes="dialog"):
            question = _("Go to which paragraph? 1 to {count}, or 50%").format(count=f"{self._count:,}")
            yield Static(question, markup=False)
            yield Static("")
            yield LineInput(placeholder=str(self._number))
            yield Static("")
            yield Static(_("Enter goes there · Esc stays"), id="go-told", classes="quiet", markup=False)

    @on(Input.Submitted)
    def _go(self, event: Input.Submitted) -> None:
        number = paragraph_named(event.value, self._count) if event.value.strip() else self._number
        if number is None:
            self.told.update(_("That is no number of a paragraph: write 12 or 50%"))
        else:
            self.dismiss(number)

    def action_leave(self) -> None:
        """Stays where one is."""
        self.dismiss(None)
