"""A dialog in which one writes a line."""

from __future__ import annotations

from textual import getters
from textual.events import Key
from textual.screen import ModalScreen, ScreenResultType

from reader.tui.widgets.line_input import LineInput


class WritingScreen(ModalScreen[ScreenResultType]):
    """A dialog with one line, in which is also what was written before the line was there."""

    line = getters.query_one(LineInput)

    def on_key(self, event: Key) -> None:
        """Hands on what came to the dialog itself."""
        if event.is_printable:
            event.stop()
            self.line.post_message(Key(event.key, event.character))
