"""What someone reads who opens a library without documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.widgets import Static

from reader.text.cells import text_cells
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.tui.commands import Command

_TYPED = ("pizhu samples --copy texts", "pizhu texts")  # in the shell, one after the other


class Welcome(Static):
    """How to begin: by which keys, and with texts to try things out."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"welcome--first", "welcome--key"}

    def __init__(self, commands: Sequence[Command], *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self._shown = {command.id: command.shown for command in commands}

    def render(self) -> Text:
        """The lines."""
        key = self.get_component_rich_style("welcome--key", partial=True)
        keys = [
            (self._shown["import"], _("import files and folders: text, web pages, Word, PDF, tables")),
            (self._shown["help"], _("all keys")),
            (self._shown["quit"], _("leave")),
        ]
        width = max(text_cells(shown) for shown, _told in keys) + 3
        first = self.get_component_rich_style("welcome--first", partial=True)
        told = Text().append(_("There are no documents here yet.") + "\n\n", first)
        for shown, what in keys:
            told.append(shown + " " * (width - text_cells(shown)), key).append(what + "\n")
        told.append("\n" + _("To try it on five short texts, leave, and write in the shell:") + "\n\n")
        return told.append("\n".join(_TYPED), key)
