"""What could not be taken, each with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.text.display import safe_line
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from reader.errors import ReaderError

_SHOWN = 300  # more than anyone reads; `pizhu import` lists them all


class FailuresScreen(ModalScreen[None]):
    """Shows failures until a key closes it."""

    BINDINGS: ClassVar = [Binding("escape,q,f10,enter,w,f8", "close", "Close", show=False)]

    def __init__(self, failures: Sequence[ReaderError]) -> None:
        super().__init__()
        self._failures = failures

    def compose(self) -> ComposeResult:
        """A failure a line, its hint below."""
        with VerticalScroll(classes="dialog wide"):
            yield Static(_("Not taken: {count:,}").format(count=len(self._failures)), markup=False)
            yield Static("")
            # One widget for all: a widget each would take seconds.
            lines = [safe_line(str(failure)) for failure in self._failures[:_SHOWN]]
            yield Static("\n".join(lines), markup=False)
            if len(self._failures) > _SHOWN:
                yield Static(_("… and {count:,} more").format(count=len(self._failures) - _SHOWN), markup=False)
            yield Static("")
            yield Static(_("Everything else was taken. Esc closes."), classes="quiet", markup=False)

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)

    def on_click(self) -> None:
        """A click closes it too."""
        self.dismiss(None)
