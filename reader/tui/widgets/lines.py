"""A widget that paints line by line, and anew only the lines that differ from what stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    from rich.style import Style

    class Columned(Protocol):
        """A list that can name its columns."""

        def heading(self) -> Strip:
            """The names of the columns."""


class LineWidget(Widget):
    """Who derives from it says of each line what it shows, in `line_states`, and calls `repaint` after a change."""

    ALLOW_SELECT = False  # the framework's own selection counts cells, not characters

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self._painted: list[object] = []
        self._ground: Style | None = None

    @property
    def rich_style(self) -> Style:
        """The ground; worked out once, for every line asks for it."""
        if self._ground is None:
            self._ground = super().rich_style
        return self._ground

    def notify_style_update(self) -> None:
        """Another theme: the ground is another."""
        super().notify_style_update()
        self._ground = None

    def line_states(self) -> Sequence[object]:
        """For each line of the widget, from the top, all that its picture depends on; compared with ==."""
        raise NotImplementedError

    def repaint(self) -> None:
        """Has the lines painted that have changed since the last time."""
        states = list(self.line_states())
        changed = [y for y, state in enumerate(states) if y >= len(self._painted) or state != self._painted[y]]
        changed += range(len(states), len(self._painted))
        self._painted = states
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))


class Heading(Widget):
    """The line above a list."""

    def __init__(self, rows: Columned) -> None:
        super().__init__(id="columns")
        self._rows = rows

    def render_line(self, y: int) -> Strip:
        """The names of the columns, where the list has them."""
        if y:
            return Strip.blank(self.size.width, self.rich_style)
        return self._rows.heading().adjust_cell_length(self.size.width, self.rich_style)
