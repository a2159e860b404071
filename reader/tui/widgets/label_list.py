"""The list of labels, a row each: digit, name in its colour, title, how many annotations, what it means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from reader.text.cells import text_cells
from reader.translation import _
from reader.tui.layout import shorten
from reader.tui.terminal import sign
from reader.tui.themes import HUE_CLASSES, hue_of
from reader.tui.widgets.rows import RowList
from reader.wording import colour_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.geometry import Offset

    from reader.library.stats import LabelCount


_NAME, _TITLE, _COUNT, _COLOUR = 22, 16, 10, 10  # cells of the columns
_LEFT = 7  # cells left of the names: cursor, digit, air


class Part(StrEnum):
    """What of a label the mouse can ask for, besides the label."""

    KEY = "key"
    COLOUR = "colour"
    MENU = "menu"


class LabelColumns:
    """Which columns have room, in cells; the less important ones give way first."""

    def __init__(self, width: int) -> None:
        self.title = width >= 70
        self.colour = width >= 90
        used = _LEFT + _NAME + 3 * _COUNT + (_TITLE if self.title else 0) + (_COLOUR if self.colour else 0)
        self.description = max(0, width - used - 2)

    def part_at(self, cell: int) -> Part | None:
        """What stands in a cell of a row, where a click on it changes it."""
        if _LEFT - 4 <= cell < _LEFT - 1:
            return Part.KEY
        colour = _LEFT + _NAME + _TITLE
        return Part.COLOUR if self.colour and colour <= cell < colour + _COLOUR else None


class LabelList(RowList, can_focus=True):
    """The labels, two lines a row; a double click chooses one."""

    ROW_HEIGHT = 2
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "labels--head", "labels--title", "labels--dim", "labels--count", "labels--open", "labels--bar", "labels--cursor", *HUE_CLASSES,
    }  # fmt: skip

    @dataclass
    class Pointed(Message):
        """The mouse asks to change the label under the cursor; `at` is where, in cells of the screen."""

        rows: LabelList
        part: Part
        at: Offset

        @property
        def control(self) -> LabelList:
            """The list."""
            return self.rows

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self.counts: Sequence[LabelCount] = ()

    def show(self, counts: Sequence[LabelCount]) -> None:
        """Takes the labels with what they mark."""
        self.counts = counts
        self.move_to(self.cursor)

    @property
    def row_count(self) -> int:
        """How many labels there are."""
        return len(self.counts)

    def row_state(self, index: int) -> object:
        """The label and what it marks."""
        return self.counts[index], self.size.width

    def heading(self) -> Strip:
        """The names of the columns, for the line above the list."""
        columns = LabelColumns(self.size.width)
        text = " " * (_LEFT - 4) + padded(_("Key"), 4) + padded(_("Label"), _NAME)
        text += padded(_("Title"), _TITLE) if columns.title else ""
        text += padded(_("Colour"), _COLOUR) if columns.colour else ""
        text += "".join(
            " " * (_COUNT - 1 - text_cells(word)) + f"{word} "
            for word in (_("Accepted"), _("To decide"), _("Rejected"))
        )
        text += "  " + _("Meaning") if columns.description > 12 else ""
        return Strip([Segment(text, self.get_component_rich_style("labels--head"))])

    def paint_row(self, index: int, line: int) -> Strip:
        """A label."""
        if line:
            return Strip.blank(self.size.width, self.rich_style)
        counted = self.counts[index]
        label = counted.label
        columns = LabelColumns(self.size.width)
        current = index == self.cursor
        ground = self.get_component_rich_style("labels--cursor") if current else self.rich_style

        def style(name: str) -> Style:
            return ground + self.get_component_rich_style(name, partial=True)

        hue = hue_of(label.colour, label.position)
        ink = style(f"ink-{hue}")
        tinted = style(f"tint-{hue}") + self.get_component_rich_style(f"ink-{hue}", partial=True)
        digit = f" {label.key} " if label.key else "   "
        name = shorten(label.name, _NAME - 2)
        segments = [
            Segment(f" {sign('▌')} " if current else "   ", style("labels--bar")),
            Segment(digit, tinted + Style(bold=True) if label.key else ground),
            Segment(" ", ground),
            Segment(name, tinted + Style(underline=True)),
            Segment(" " * (_NAME - text_cells(name)), ground),
        ]
        if columns.title:
            segments.append(Segment(padded(shorten(label.title, _TITLE - 2), _TITLE), style("labels--title")))
        if columns.colour:
            segments.append(Segment(padded(f"{sign('●')} {colour_in_words(hue)}", _COLOUR), ink))
        counts = (
            (counted.accepted, "labels--count"), (counted.suggested, "labels--open"), (counted.rejected, "labels--dim"),
        )  # fmt: skip
        for count, name_of_style in counts:
            text = f"{count:,}" if count else sign("·")
            segments.append(Segment(f"{text:>{_COUNT - 1}} ", style(name_of_style if count else "labels--dim")))
        if columns.description > 12:
            segments.append(Segment("  " + shorten(label.description, columns.description - 2), style("labels--dim")))
        return Strip(segments).adjust_cell_length(self.size.width, ground)

    def on_click(self, event: events.Click) -> None:
        """A click goes to a label, on its digit or its colour changes that; a double click chooses the label.

        The right button asks what can be done with it.
        """
        event.prevent_default()
        event.stop()
        index = self.first + event.y // self.ROW_HEIGHT
        if index >= self.row_count:
            return
        self.move_to(index)
        part = Part.MENU if event.button == 3 else LabelColumns(self.size.width).part_at(event.x)
        if part is not None:
            self.post_message(self.Pointed(self, part, event.screen_offset))
        elif event.chain == 2:
            self.post_message(self.Chosen(self, index))


def padded(text: str, width_cells: int) -> str:
    """The text with blanks behind it up to a width."""
    return text + " " * max(0, width_cells - text_cells(text))
