"""The outline: titles and headings of the document, with the one that is being read."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.strip import Strip

from reader.text.paragraphs import Kind
from reader.text.scripts import Script, convert
from reader.tui.layout import shorten
from reader.tui.terminal import sign
from reader.tui.widgets.rows import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.library.documents import Passage


class Outline(RowList):
    """The headings; a click jumps to one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"outline--heading", "outline--current"}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self.headings: Sequence[Passage] = ()
        self._numbers: list[int] = []
        self._script = Script.ORIGINAL

    def show(self, headings: Sequence[Passage]) -> None:
        """Takes the headings of a document."""
        self.headings = headings
        self._numbers = [heading.paragraph.number for heading in headings]
        self.move_to(0)

    def follow(self, number: int, script: Script) -> None:
        """Marks the heading under which a paragraph stands, in the script of the page."""
        self._script = script
        self.move_to(bisect_right(self._numbers, number) - 1)

    @property
    def row_count(self) -> int:
        """How many headings there are."""
        return len(self.headings)

    def row_state(self, index: int) -> object:
        """The heading, in the script of the page."""
        return self._numbers[index], self._script

    def paint_row(self, index: int, line: int) -> Strip:  # noqa: ARG002 - rows of one line
        """A heading on one line."""
        current = index == self.cursor
        passage = self.headings[index]
        style = self.get_component_rich_style("outline--current" if current else "outline--heading")
        indent = 0 if passage.paragraph.kind is Kind.TITLE else 1
        text = shorten(convert(passage.text, self._script).view, self.size.width - 5 - indent)
        return Strip([Segment(f" {sign('▸') if current else ' '} {' ' * indent}{text}", style)])
