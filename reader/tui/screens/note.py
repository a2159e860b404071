"""The note dialog: one line on one annotation."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from reader.translation import _
from reader.tui.layout import shorten
from reader.tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.annotations.model import Annotation


class NoteScreen(ModalScreen[str | None]):
    """Asks for a note; Enter keeps it, Escape leaves it as it was (None)."""

    BINDINGS: ClassVar = [Binding("escape", "leave", "Leave it as it was")]

    def __init__(self, annotation: Annotation) -> None:
        super().__init__()
        self._annotation = annotation

    def compose(self) -> ComposeResult:
        """The quote, the line, the keys."""
        with Vertical(classes="dialog"):
            yield Static(shorten(f"{self._annotation.label}  {self._annotation.quote}", 58), markup=False)
            yield Static("")
            yield LineInput(self._annotation.note, placeholder=_("Note"))
            yield Static("")
            yield Static(_("Enter keeps it · Esc leaves it as it was"), classes="quiet", markup=False)

    @on(Input.Submitted)
    def _keep(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip())

    def action_leave(self) -> None:
        """Leaves the note as it was."""
        self.dismiss(None)
