"""The top and the bottom line: where one is; the labels with their keys, the few keys that matter, the last save."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.text.cells import text_cells
from reader.tui.layout import shorten
from reader.tui.themes import HUE_CLASSES
from reader.tui.widgets.lines import LineWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.annotations.model import Label
    from reader.tui.bindings import Command


class HeadLine(LineWidget):
    """The program's name, a title, and facts on the right; the title gives way first."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"head-line--name", "head-line--title", "head-line--facts"}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self._title = ""
        self._facts: tuple[str, ...] = ()

    def show(self, title: str, facts: Sequence[str]) -> None:
        """Takes the title and the facts, the most important last: those before give way where there is no room."""
        self._title, self._facts = title, tuple(fact for fact in facts if fact)
        self.repaint()

    def line_states(self) -> list[object]:
        """The one line."""
        return [(self._title, self._facts)]

    def render_line(self, y: int) -> Strip:
        """The line."""
        style = self.get_component_rich_style
        width = self.size.width
        if y:
            return Strip.blank(width, self.rich_style)
        facts = list(self._facts)
        while len(facts) > 1 and text_cells("   ".join(facts)) > width - 30:
            facts.pop(0)
        right = "   ".join(facts)
        title = shorten(self._title, width - 9 - text_cells(right) - 3)
        gap = width - 7 - text_cells(title) - text_cells(right) - 1
        return Strip(
            [
                Segment(" 批注  ", style("head-line--name")),
                Segment(title, style("head-line--title")),
                Segment(" " * max(1, gap), self.rich_style),
                Segment(right, style("head-line--facts")),
            ]
        ).adjust_cell_length(width, self.rich_style)


class Foot(NamedTuple):
    """What the bottom line shows: a message replaces the keys until the next key."""

    saved: str = ""
    message: str = ""


class FootLine(LineWidget):
    """The labels with their colours and digits, always; then a message or the keys that matter; then the last save."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "foot-line--key", "foot-line--hint", "foot-line--message",
        *HUE_CLASSES,
    }  # fmt: skip

    def __init__(self, commands: Sequence[Command], *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self._commands = [command for command in commands if command.hint]
        self._labels: Sequence[tuple[Label, str]] = ()
        self._foot = Foot()

    def set_labels(self, labels: Sequence[tuple[Label, str]]) -> None:
        """Takes the labels with their hues."""
        self._labels = labels
        self.repaint()

    def show(self, foot: Foot) -> None:
        """Takes the message and the moment of the last save."""
        self._foot = foot
        self.repaint()

    def line_states(self) -> list[object]:
        """The one line."""
        return [(self._foot, self._labels)]

    def render_line(self, y: int) -> Strip:
        """The line."""
        width = self.size.width
        if y:
            return Strip.blank(width, self.rich_style)
        style = self.get_component_rich_style
        segments = [Segment(" ", self.rich_style)]
        used = 1
        for label, hue in self._labels:
            if not label.key:
                continue
            tinted = f" {label.key} "
            name = f" {shorten(label.name, 14)}  "
            ink = style(f"ink-{hue}", partial=True)
            segments.append(Segment(tinted, style(f"tint-{hue}") + ink + Style(bold=True)))
            segments.append(Segment(name, self.rich_style + ink))
            used += text_cells(tinted) + text_cells(name)
        saved = f"saved {self._foot.saved} " if self._foot.saved else ""
        room = width - used - text_cells(saved)
        middle = self._middle(room)
        segments += middle
        used += sum(text_cells(segment.text) for segment in middle)
        segments.append(Segment(" " * max(0, width - used - text_cells(saved)), self.rich_style))
        if used + text_cells(saved) <= width:
            segments.append(Segment(saved, style("foot-line--hint")))
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _middle(self, room: int) -> list[Segment]:
        style = self.get_component_rich_style
        if self._foot.message:
            return [Segment(shorten(self._foot.message, room - 1) + " ", style("foot-line--message"))]
        segments = []
        for command in self._commands:
            text = f"{command.shown.split(' ')[0]} {command.hint}  "
            if (room := room - text_cells(text)) < 0:
                break
            # A click on the hint does what its key does.
            action = command.action if command.action.startswith("app.") else f"screen.{command.action}"
            segments.append(Segment(text, style("foot-line--hint") + Style.from_meta({"@click": action})))
        return segments
