"""A line of choices under a name: ← → goes from one to the next, a click takes one; several may be taken with Space.

Of many choices only the one that is taken is shown, and where it stands; a click asks for the list of all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip

from reader.text.cells import text_cells
from reader.tui.layout import shorten
from reader.tui.terminal import sign
from reader.tui.widgets.label_list import padded
from reader.tui.widgets.lines import LineWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

TITLE = 14  # cells of the name


class Choices(LineWidget, can_focus=True):
    """One of several values, or, with `several`, any number of them, where the first stands for all."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "choices--title", "choices--dim", "choices--taken", "choices--here", "choices--bar"
    }  # fmt: skip

    @dataclass
    class Changed(Message):
        """Something else was taken."""

        choices: Choices

        @property
        def control(self) -> Choices:
            """The line."""
            return self.choices

    @dataclass
    class Asked(Message):
        """A click asks for all of many choices."""

        choices: Choices

        @property
        def control(self) -> Choices:
            """The line."""
            return self.choices

    def __init__(
        self,
        title: str,
        *,
        several: bool = False,
        many: bool = False,
        id: str | None = None,  # noqa: A002 - textual's name
    ) -> None:
        super().__init__(id=id)
        self._title = title
        self._several = several
        self.many = many
        self._shown: Sequence[str] = ()
        self.values: Sequence[str] = ()
        self.taken: frozenset[int] = frozenset({0})
        self.at = 0

    def offer(self, choices: Sequence[tuple[str, str]], value: str = "") -> None:
        """Takes values with what is shown for each; what was taken stays so where it is still there."""
        kept = {self.values[n] for n in self.taken if n < len(self.values)} or {value}
        self.values, self._shown = [name for name, _ in choices], [shown for _, shown in choices]
        self.taken = frozenset(n for n, name in enumerate(self.values) if name in kept) or frozenset({0})
        self.at = min(self.taken)
        self.repaint()

    @property
    def value(self) -> str:
        """The value that is taken, the first of several."""
        return self.values[min(self.taken)] if self.values else ""

    @property
    def chosen(self) -> tuple[str, ...]:
        """The values that are taken; none where the first, which stands for all, is."""
        return () if 0 in self.taken else tuple(self.values[n] for n in sorted(self.taken))

    def choose(self, steps: int) -> None:
        """Goes to the next or previous choice, round the end; takes it where only one can be."""
        if self.values:
            self.at = (self.at + steps) % len(self.values)
            if not self._several:
                self.taken = frozenset({self.at})
                self.post_message(self.Changed(self))
            self.repaint()

    def take(self, value: str) -> None:
        """Takes a value of those that are offered."""
        if value in self.values:
            self.at = self.values.index(value)
            self.taken = frozenset({self.at})
            self.post_message(self.Changed(self))
            self.repaint()

    def toggle(self) -> None:
        """Takes or leaves the choice one is at; the first leaves all others, none taken is the first."""
        if not self._several or self.at == 0:
            self.taken = frozenset({self.at})
        else:
            self.taken = (self.taken - {0}) ^ {self.at} or frozenset({0})
        self.post_message(self.Changed(self))
        self.repaint()

    def line_states(self) -> list[object]:
        """The one line."""
        return [(self._shown, self.taken, self.at, self.has_focus)]

    def on_focus(self) -> None:
        """Shows that one is here."""
        self.repaint()

    def on_blur(self) -> None:
        """Shows that one is elsewhere."""
        self.repaint()

    def render_line(self, y: int) -> Strip:
        """The name, and as many of the choices around the one one is at as fit."""
        width = self.size.width
        if y:
            return Strip.blank(width, self.rich_style)
        style = self.get_component_rich_style
        bar = f"{sign('▌')} " if self.has_focus else "  "
        segments = [
            Segment(bar, style("choices--bar")),
            Segment(padded(self._title, TITLE), style("choices--title" if self.has_focus else "choices--dim")),
        ]
        if self.many:
            return Strip([*segments, *self._only()]).adjust_cell_length(width, self.rich_style)
        visible = self._visible()
        if visible.start > 0:
            segments[1] = Segment(padded(self._title, TITLE - 2) + sign("…") + " ", segments[1].style)
        for index in visible:
            here = self.has_focus and index == self.at
            taken = index in self.taken
            name = "choices--here" if here else "choices--taken" if taken else "choices--dim"
            text = self._text(index)
            kept = text.rstrip()
            segments += [Segment(kept, style(name)), Segment(text[len(kept) :], self.rich_style)]
        if visible.stop < len(self._shown):
            segments.append(Segment(sign("…"), style("choices--dim")))
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _only(self) -> list[Segment]:
        """The choice that is taken, and how many there are."""
        style = self.get_component_rich_style
        count = f"  {self.at + 1}/{len(self.values)} {sign('▾')}"
        room = max(0, self.size.width - TITLE - 4 - text_cells(count))
        name = "choices--here" if self.has_focus else "choices--taken"
        shown = shorten(self._shown[self.at], room) if self._shown else ""
        return [Segment(shown, style(name)), Segment(count, style("choices--dim"))]

    def _text(self, index: int) -> str:
        mark = sign("●" if index in self.taken else "○" if self._several else "·")
        return f"{mark} {shorten(self._shown[index], 24)}   "

    def _visible(self) -> range:
        """The choices that are shown."""
        room = self.size.width - TITLE - 3
        first = self.at
        used = text_cells(self._text(self.at)) if self._shown else 0
        while first > 0 and used + text_cells(self._text(first - 1)) <= room:
            first -= 1
            used += text_cells(self._text(first))
        last = self.at
        while last + 1 < len(self._shown) and used + text_cells(self._text(last + 1)) <= room:
            last += 1
            used += text_cells(self._text(last))
        return range(first, last + 1) if self._shown else range(0)

    def on_click(self, event: events.Click) -> None:
        """A click takes the choice under it."""
        event.stop()
        if self.many:
            self.post_message(self.Asked(self))
            return
        left = TITLE + 2
        for index in self._visible():
            right = left + text_cells(self._text(index))
            if left <= event.x < right:
                self.at = index
                self.toggle()
            left = right
