"""The outline: titles and headings of the document, with the one that is being read."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.strip import Strip

from reader.text.folding import fold
from reader.text.paragraphs import Kind
from reader.text.scripts import Script, convert
from reader.tui.layout import shorten
from reader.tui.terminal import sign
from reader.tui.widgets.rows import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from reader.library.documents import Passage


class Outline(RowList):
    """The headings; a click jumps to one. While one looks for a heading, the cursor is where one looks."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"outline--heading", "outline--current", "outline--sought"}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self.headings: Sequence[Passage] = ()
        self._all: Sequence[Passage] = ()
        self._reading = 0  # the number of the paragraph that is current on the page
        self._looking = False
        self._script = Script.ORIGINAL

    def show(self, headings: Sequence[Passage]) -> None:
        """Takes the headings of a document."""
        self._all = self.headings = headings
        self.move_to(0)

    def follow(self, number: int, script: Script) -> None:
        """Marks the heading under which a paragraph stands, in the script of the page."""
        self._script = script
        self._reading = number
        if self._looking:
            self.repaint()
        else:
            self.move_to(self._current)

    def look(self, wanted: str) -> int:
        """Shows only the headings with a text in them, in either script and width; how many there are."""
        self._looking = True
        folded = fold(wanted.strip()).view
        self.headings = [heading for heading in self._all if folded in fold(heading.text).view]
        self.move_to(0 if folded else self._current)
        return len(self.headings)

    def leave(self) -> None:
        """Shows all headings again, and where one reads."""
        self._looking = False
        self.headings = self._all
        self.move_to(self._current)

    @property
    def _current(self) -> int:
        """The row of the heading under which one reads; -1 where that is above all of them."""
        return bisect_right(self.headings, self._reading, key=lambda heading: heading.paragraph.number) - 1

    @property
    def row_count(self) -> int:
        """How many headings there are."""
        return len(self.headings)

    def row_state(self, index: int) -> object:
        """The heading, in the script of the page, and whether one reads under it or looks at it."""
        return self.headings[index].paragraph.number, self._script, self._looking, index == self._current

    def paint_row(self, index: int, line: int) -> Strip:  # noqa: ARG002 - rows of one line
        """A heading on one line."""
        current, sought = index == self._current, self._looking and index == self.cursor
        passage = self.headings[index]
        name = "outline--sought" if sought else "outline--current" if current else "outline--heading"
        style = self.get_component_rich_style(name)
        indent = 0 if passage.paragraph.kind is Kind.TITLE else 1
        text = shorten(convert(passage.text, self._script).view, self.size.width - 5 - indent)
        return Strip([Segment(f" {sign('▸') if current else ' '} {' ' * indent}{text}", style)]).extend_cell_length(
            self.size.width - 1, style
        )

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the list, not what is marked in it."""
        event.prevent_default()
        event.stop()
        self.scroll_rows(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the list, not what is marked in it."""
        event.prevent_default()
        event.stop()
        self.scroll_rows(-1)
