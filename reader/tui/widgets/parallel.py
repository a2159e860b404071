"""The current paragraph in two scripts, line under line, with what is written differently marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from textual.strip import Strip

from reader.text.cells import text_cells
from reader.tui.painting import GUTTER
from reader.tui.widgets.lines import LineWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual import events

    from reader.text.spans import Span
    from reader.tui.parallel import Twin, TwinLine

PAIR = 3  # rows that a line takes: air, and the line in both scripts


class ParallelState(NamedTuple):
    """What is shown: the lines, what is selected in the paragraph, and the names of the two scripts.

    Spans count from the paragraph's start. `left` are the empty cells before the text, as on the page.
    """

    lines: Sequence[TwinLine]
    selection: Span | None
    names: tuple[str, str]
    left: int


class Parallel(LineWidget):
    """Pairs of lines; the one with the selection is always seen, the wheel moves the others."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "parallel--name", "parallel--text", "parallel--other", "parallel--differs", "parallel--other-differs",
        "parallel--selection",
    }  # fmt: skip

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self._state = ParallelState((), None, ("", ""), 0)
        self._first = 0  # the pair at the top

    def show(self, state: ParallelState) -> None:
        """Takes what there is to show."""
        if state.lines is not self._state.lines:
            self._first = 0
        followed = state.selection if state.selection != self._state.selection or not self._first else None
        self._state = state
        if followed is not None:
            pair = next((pair for pair, line in enumerate(state.lines) if line.span.end > followed.start), 0)
            self._first = max(min(self._first, pair), pair - self._fitting + 1)
        self._scroll(0)

    @property
    def _fitting(self) -> int:
        """How many pairs are seen at once."""
        return max(1, self.size.height // PAIR)

    def _scroll(self, pairs: int) -> None:
        self._first = max(0, min(self._first + pairs, len(self._state.lines) - self._fitting))
        self.repaint()

    def line_states(self) -> list[object]:
        """By row: which line it is of, and all else it depends on."""
        state = self._state
        return [
            (self._pair(y), state.selection, state.names, state.left, self.size.width) for y in range(self.size.height)
        ]

    def _pair(self, y: int) -> TwinLine | None:
        pair = self._first + y // PAIR
        return self._state.lines[pair] if y % PAIR and pair < len(self._state.lines) else None

    def render_line(self, y: int) -> Strip:
        """Air, a line of the source, the same in the other script."""
        state, width = self._state, self.size.width
        pair, side = self._pair(y), y % PAIR - 1
        if pair is None:
            return Strip.blank(width, self.rich_style)
        name = f"{' ' * (state.left + 1)}{state.names[side]}"
        air = " " * max(0, state.left + GUTTER - text_cells(name))
        segments = [Segment(name + air, self.get_component_rich_style("parallel--name"))]
        segments += [Segment(twin.other if side else twin.shown, self._style(twin, side)) for twin in pair.twins]
        return Strip(segments).simplify().adjust_cell_length(width, self.rich_style)

    def _style(self, twin: Twin, side: int) -> Style:
        selection = self._state.selection
        if selection is not None and selection.overlaps(twin.span):
            name = "parallel--selection"
        elif twin.differs:
            name = "parallel--other-differs" if side else "parallel--differs"
        else:
            name = "parallel--other" if side else "parallel--text"
        return self.get_component_rich_style(name)

    def on_resize(self) -> None:
        """Keeps what is selected on the screen."""
        self._scroll(0)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the lines."""
        event.stop()
        self._scroll(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the lines."""
        event.stop()
        self._scroll(-1)
