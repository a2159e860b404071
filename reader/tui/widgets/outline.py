"""The outline: titles and headings of the document, with the one that is being read."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.strip import Strip

from reader.open_document import Headings
from reader.text.folding import fold
from reader.text.paragraphs import Kind
from reader.text.scripts import Script, convert
from reader.tui.layout import shorten
from reader.tui.terminal import sign
from reader.tui.widgets.rows import RowList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual import events

_LOOKED_AT = 200  # headings at a time, when one looks for some


class Outline(RowList):
    """The headings; a click jumps to one. While one looks for a heading, the cursor is where one looks.

    `headings` are those that are shown, `all_known` those there are.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"outline--heading", "outline--current", "outline--sought"}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self.all_known = self.headings = Headings.none()
        self._folded: dict[int, str] = {}  # by number: what headings are found by
        self._reading = 0  # the number of the paragraph that is current on the page
        self._looking = False
        self._script = Script.ORIGINAL

    def show(self, headings: Headings) -> None:
        """Takes the headings of a document, or more of them."""
        self.all_known = headings
        if not self._looking:
            self.leave()

    def follow(self, number: int, script: Script) -> None:
        """Marks the heading under which a paragraph stands, in the script of the page."""
        self._script = script
        self._reading = number
        if self._looking:
            self.repaint()
        else:
            self.move_to(self._current)

    @property
    def has_all(self) -> bool:
        """Whether there are no other headings in the document."""
        return self.all_known.whole

    def reaches(self, number: int) -> bool:
        """Whether all headings around a paragraph are here."""
        return self.all_known.reaches(number)

    def look(self, wanted: str) -> Iterator[int]:
        """Shows only the headings with a text in them, in either script and width.

        Goes through some at each step, and tells how many there are so far.
        """
        self._looking = True
        folded = fold(wanted.strip()).view
        if not folded:
            self.headings = self.all_known
            self.move_to(self._current)
            yield len(self.all_known)
            return
        numbers: list[int] = []
        for begin in range(0, len(self.all_known), _LOOKED_AT) or (0,):
            looked_at = range(begin, min(begin + _LOOKED_AT, len(self.all_known)))
            numbers += [self.all_known.numbers[index] for index in looked_at if folded in self._found_by(index)]
            self.headings = self.all_known.only(tuple(numbers))
            self.move_to(self.cursor if begin else 0)
            yield len(numbers)

    def leave(self) -> None:
        """Shows all headings again, and where one reads."""
        self._looking = False
        self.headings = self.all_known
        self.move_to(self._current)

    def _found_by(self, index: int) -> str:
        number = self.all_known.numbers[index]
        if number not in self._folded:
            self._folded[number] = fold(self.all_known[index].text).view
        return self._folded[number]

    @property
    def _current(self) -> int:
        """The row of the heading under which one reads; -1 where that is above all of them, or not shown."""
        row, at = self.headings.over(self._reading), self.all_known.over(self._reading)
        return row if row < 0 or self.headings.numbers[row] == self.all_known.numbers[at] else -1

    @property
    def row_count(self) -> int:
        """How many headings there are."""
        return len(self.headings)

    def row_state(self, index: int) -> object:
        """The heading, in the script of the page, and whether one reads under it or looks at it."""
        return self.headings.numbers[index], self._script, self._looking, index == self._current

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
