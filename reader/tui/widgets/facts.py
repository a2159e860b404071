"""A line that says why something is asked, with what it is about on the right."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip

from reader.text.cells import text_cells
from reader.tui.layout import shorten
from reader.tui.themes import HUE_CLASSES
from reader.tui.widgets.lines import LineWidget


class FactLine(LineWidget):
    """A sentence, and on the right a fact in the colour of a label; the fact gives way first."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"fact-line--sentence", *HUE_CLASSES}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self._shown = ("", "", "grey")

    def show(self, sentence: str, fact: str, hue: str) -> None:
        """Takes what to show."""
        self._shown = (sentence, fact, hue)
        self.repaint()

    def line_states(self) -> list[object]:
        """The one line."""
        return [self._shown]

    def render_line(self, y: int) -> Strip:
        """The line."""
        sentence, fact, hue = self._shown
        width = self.size.width
        if y:
            return Strip.blank(width, self.rich_style)
        sentence = shorten(sentence, width)
        fact = shorten(fact, max(0, width - text_cells(sentence) - 2))
        gap = width - text_cells(sentence) - text_cells(fact)
        ink = self.get_component_rich_style(f"ink-{hue}", partial=True)
        return Strip(
            [
                Segment(sentence, self.get_component_rich_style("fact-line--sentence")),
                Segment(" " * gap, self.rich_style),
                Segment(fact, self.rich_style + ink),
            ]
        ).adjust_cell_length(width, self.rich_style)
