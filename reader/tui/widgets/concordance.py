"""The concordance: places with their context, the words aligned in one column, under the titles of their documents."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.strip import Strip

from reader.text.cells import character_cells, text_cells
from reader.text.display import visible
from reader.text.scripts import Script, convert
from reader.translation import _
from reader.tui.layout import shorten
from reader.tui.terminal import sign
from reader.tui.themes import HUE_CLASSES
from reader.tui.widgets.rows import RowList
from reader.wording import script_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.style import Style

    from reader.everywhere import Occurrence

_SIDE = 11  # cells left of the context: cursor, mark, paragraph
_REMARK = 12  # cells right of it


class Concordance(RowList, can_focus=True):
    """Places in rows; the title of a document stands in a row of its own, on which the cursor never rests."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "concordance--title", "concordance--dim", "concordance--text", "concordance--taken", "concordance--left",
        "concordance--bar", "concordance--cursor", *HUE_CLASSES,
    }  # fmt: skip

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self._rows: list[Occurrence | str] = []
        self._taken: frozenset[Occurrence] = frozenset()
        self._label, self._hue, self._here = "", "grey", 0
        self._script = Script.ORIGINAL

    def show(self, places: Sequence[Occurrence], here: int, counts: Mapping[int, int] | None = None) -> None:
        """Takes the places, by document; `here` is the document one came from.

        `counts` says how many places there are in each document, where that is to be told.
        """
        self._here = here
        self._rows = []
        for entry, group in groupby(places, key=lambda place: place.entry):
            title = entry.heading
            if counts is not None:
                title += f"  {sign('·')} {counts.get(entry.id, 0):,}"
            self._rows += ["", title] if self._rows else [title]
            self._rows += group
        self.move_to(0)

    def set_state(self, taken: frozenset[Occurrence], label: str, hue: str, script: Script) -> None:
        """Takes what is taken, the label it would get (none: nothing is to be taken), and the script to show."""
        self._taken, self._label, self._hue, self._script = taken, label, hue, script
        self.repaint()

    @property
    def place(self) -> Occurrence | None:
        """The place under the cursor."""
        row = self._rows[self.cursor] if self._rows else ""
        return None if isinstance(row, str) else row

    def move(self, steps: int) -> None:
        """The next or previous place."""
        at = self.cursor + steps
        while 0 <= at < len(self._rows) and isinstance(self._rows[at], str):
            at += 1 if steps > 0 else -1
        if 0 <= at < len(self._rows):
            self.move_to(at)

    def move_to(self, index: int) -> None:
        """Puts the cursor on a place, the next one where a title stands there."""
        super().move_to(index)
        if self._rows and isinstance(self._rows[self.cursor], str):
            nearest = [n for n, row in enumerate(self._rows) if not isinstance(row, str)]
            super().move_to(min(nearest, key=lambda n: (n < self.cursor, abs(n - self.cursor))))
            self.first = 0 if self.cursor <= 1 else self.first

    @property
    def row_count(self) -> int:
        """Places, titles, and the empty rows between."""
        return len(self._rows)

    def row_state(self, index: int) -> object:
        """The place, whether it is taken, and how it is shown."""
        row = self._rows[index]
        taken = not isinstance(row, str) and row in self._taken
        return row, taken, self._label, self._hue, self._script, self.size.width

    def paint_row(self, index: int, line: int) -> Strip:  # noqa: ARG002 - rows of one line
        """A title, or a place: mark, paragraph, context with the words in their column, remark."""
        row = self._rows[index]
        style = self.get_component_rich_style
        width = self.size.width
        if isinstance(row, str):
            title = convert(row, self._script).view
            return Strip([Segment("  " + shorten(title, width - 4), style("concordance--title"))])
        current = index == self.cursor
        ground = style("concordance--cursor") if current else self.rich_style

        def on(name: str) -> Style:
            return ground + style(name, partial=True)

        taken = row in self._taken
        tagged = row.has(self._label)
        mark = sign("·" if tagged else "✓" if taken else "✗") if self._label else " "
        mark_style = "concordance--dim" if tagged else f"concordance--{'taken' if taken else 'left'}"
        room = max(4, (width - _SIDE - _REMARK) // 2)
        quote = shorten(convert(row.quote, self._script).view, room)
        before = _tail(convert(row.before, self._script).view, room - text_cells(quote) // 2)
        left = _SIDE + room - text_cells(quote) // 2
        after_room = width - _REMARK - left - text_cells(quote)
        after = shorten(convert(row.after, self._script).view, max(0, after_room - 1))
        pieces = [
            (f"{sign('▌')} " if current else "  ", "concordance--bar"),
            (f"{mark} ", mark_style),
            (f"{sign('¶')} {row.paragraph}".ljust(_SIDE - 4), "concordance--dim"),
            (" " * (left - _SIDE - text_cells(before)) + before, "concordance--text"),
        ]
        segments = [Segment(text, on(name)) for text, name in pieces]
        ink = ground + style(f"tint-{self._hue}", partial=True) + style(f"ink-{self._hue}", partial=True)
        segments.append(Segment(quote, ink))
        segments.append(Segment(after + " " * max(0, after_room - text_cells(after)), on("concordance--text")))
        segments.append(Segment(self._remark(row), on("concordance--dim")))
        return Strip(segments).adjust_cell_length(width, ground)

    def _remark(self, row: Occurrence) -> str:
        if row.has(self._label):
            return _("tagged")
        if row.refused(self._label):
            return _("rejected")
        if row.entry.id == self._here:
            return _("here")
        return script_in_words(row.entry.script) if row.entry.script != "simplified" else ""


def _tail(text: str, width_cells: int) -> str:
    """The end of a text that fits, with an ellipsis where it was cut; safe to show."""
    text = visible(text).view
    if text_cells(text) <= width_cells:
        return text
    kept: list[str] = []
    left = width_cells - text_cells("…")
    for character in reversed(text):
        left -= character_cells(character)
        if left < 0:
            break
        kept.append(character)
    return "…" + "".join(reversed(kept)) if width_cells > 0 else ""
