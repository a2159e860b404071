"""A passage with the text around it, wrapped and centred in its pane: what a review shows before and after."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.strip import Strip

from reader.text.cells import wrap
from reader.text.display import visible
from reader.text.scripts import Script, convert
from reader.text.spans import Span
from reader.tui.themes import HUE_CLASSES
from reader.tui.widgets.lines import LineWidget

if TYPE_CHECKING:
    from reader.reviewing import Window

PLACE = "│"  # marks a place where nothing is guessed
_LEAST, _MOST = 8, 72  # cells of a line of text
_ROOMY = 6  # lines from which the heading stands apart


class ContextPane(LineWidget):
    """A heading, then the text; the passage stands in the label's colours, as near the middle as can be."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "context-pane--heading", "context-pane--text", "context-pane--mark", *HUE_CLASSES,
    }  # fmt: skip

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self._heading = ""
        self._lines: list[tuple[str, Span | None]] = []
        self._window: Window | None = None
        self._hue = "grey"
        self._script = Script.ORIGINAL

    def show(self, heading: str, window: Window | None, hue: str, script: Script) -> None:
        """Takes what to show; None: nothing but the heading."""
        self._heading, self._window, self._hue, self._script = heading, window, hue, script
        self._lay_out()

    def on_resize(self) -> None:
        """Breaks the lines anew."""
        self._lay_out()

    def line_states(self) -> list[object]:
        """By line: the heading, nothing, and lines of text with what of them is the passage."""
        states: list[object] = [(self._heading, self._hue), *[None] * (self._top - 1)]
        states += ((line, self._hue) for line in self._lines)
        return [*states, *[None] * (self.size.height - len(states))][: self.size.height]

    def render_line(self, y: int) -> Strip:
        """The heading, or a line of the text."""
        style = self.get_component_rich_style
        if y == 0:
            return Strip([Segment(self._heading, style("context-pane--heading"))]).adjust_cell_length(
                self.size.width, self.rich_style
            )
        if not self._top <= y < len(self._lines) + self._top:
            return Strip.blank(self.size.width, self.rich_style)
        text, passage = self._lines[y - self._top]
        ink = style("context-pane--text")
        if passage is None:
            segments = [Segment(text, ink)]
        else:
            marked = style(f"tint-{self._hue}", partial=True) + style(f"ink-{self._hue}", partial=True)
            word = passage.slice(text)
            segments = [
                Segment(text[: passage.start], ink),
                Segment(word, style("context-pane--mark") if word == PLACE else ink + marked),
                Segment(text[passage.end :], ink),
            ]
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    @property
    def _top(self) -> int:
        """The line on which the text begins: below an empty one where there is room."""
        return 2 if self.size.height >= _ROOMY else 1

    def _lay_out(self) -> None:
        self._lines = [] if self._window is None or not self.size.width else self._laid(self._window)
        self.repaint()

    def _laid(self, window: Window) -> list[tuple[str, Span | None]]:
        """The lines that fit, the passage as near the middle of them as the text allows."""
        text, span = window.text, window.span
        if not len(span):
            text, span = text[: span.start] + PLACE + text[span.start :], Span(span.start, span.start + 1)
        view = convert(text, self._script)
        view = view.compose(visible(view.view))  # a line end is shown as ␊, and becomes one again below
        shown = view.to_view(span).span
        starts: list[int] = []
        at = 0
        for line in view.view.split("\N{SYMBOL FOR LINE FEED}"):
            starts += (
                [at + start for start in wrap(line, max(_LEAST, min(_MOST, self.size.width)))] if line.strip() else []
            )
            at += len(line) + 1
        room = max(1, self.size.height - self._top)
        middle = bisect_right(starts, shown.start) - 1
        first = max(0, min(middle - (room - 1) // 2, len(starts) - room))
        lines: list[tuple[str, Span | None]] = []
        for index in range(first, min(first + room, len(starts))):
            end = starts[index + 1] if index + 1 < len(starts) else len(view.view)
            line = view.view[starts[index] : end].rstrip("\N{SYMBOL FOR LINE FEED}")
            here = shown.intersection(Span(starts[index], starts[index] + len(line)))
            lines.append((line, here.shift(-starts[index]) if here is not None else None))
        return lines
