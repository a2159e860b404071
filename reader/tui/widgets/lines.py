"""A widget that paints line by line, and anew only the lines that differ from what stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Sequence


class LineWidget(Widget):
    """Who derives from it says of each line what it shows, in `line_states`, and calls `repaint` after a change."""

    ALLOW_SELECT = False  # the framework's own selection counts cells, not characters

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self._painted: list[object] = []

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
