"""Where on a long document the page stands, counted in rows around one place. Nothing far away is ever laid out.

A row is a line of a paragraph, or the blank row behind it; its position is (paragraph number, row within it).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.tui.layout import LaidParagraph


class Row(NamedTuple):
    """A row of the page: `line` counts from 0 within paragraph `number`; the blank row has the next after the last."""

    number: int
    line: int


class Scroller:
    """Steps from row to row; `laid` gives a paragraph's layout, `count` how many there are."""

    def __init__(self, laid: Callable[[int], LaidParagraph], count: int) -> None:
        self._laid = laid
        self.count = count

    def rows(self, top: Row, height: int) -> list[Row]:
        """The rows from `top` on, at most `height`; fewer where the document ends."""
        rows = [top]
        while len(rows) < height:
            following = self.down(rows[-1])
            if following == rows[-1]:
                break
            rows.append(following)
        return rows[:height]

    def down(self, row: Row, steps: int = 1) -> Row:
        """The row so many rows below; the last line of the document where that is nearer."""
        for _ in range(steps):
            lines = self._laid(row.number).lines
            if row.line < lines - 1 or (row.line < lines and row.number < self.count):
                row = Row(row.number, row.line + 1)
            elif row.number < self.count:
                row = Row(row.number + 1, 0)
            else:
                break
        return row

    def up(self, row: Row, steps: int = 1) -> Row:
        """The row so many rows above; the first where that is nearer."""
        for _ in range(steps):
            if row.line > 0:
                row = Row(row.number, row.line - 1)
            elif row.number > 1:
                row = Row(row.number - 1, self._laid(row.number - 1).lines)
            else:
                break
        return row

    def showing(self, top: Row, height: int, first: Row, last: Row) -> Row:
        """The top that shows `first` to `last` with the least movement; where they do not fit, `first` is at the top."""
        if first < top:
            return first
        if last > self.down(top, height - 1):
            return max(top, min(first, self.up(last, height - 1)))
        return top
