"""A line in which one writes; whatever is pasted into it becomes one line of text that can be shown."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from textual.widgets import Input

if TYPE_CHECKING:
    from textual import events

MOST = 2000  # code points that a paste brings at most: no line has a use for more


def as_line(pasted: str) -> str:
    """What a paste gives: at most MOST code points, without control characters, line ends as blanks."""
    # What is left out is not looked at: a paste may be of any size.
    start = pasted[: 4 * MOST].strip()
    line = "".join(
        " " if character in "\t\n\r\v\f\x85\u2028\u2029" else character
        for character in start
        if character in "\t\n\r\v\f\x85" or unicodedata.category(character) not in ("Cc", "Cf", "Cs")
    )
    return " ".join(part for part in line.split(" ") if part)[:MOST]


class LineInput(Input):
    """An input whose pastes are lines: what one marks in a document goes over several, and is found all the same."""

    def on_paste(self, event: events.Paste) -> None:
        """Takes what was pasted in place of what is selected."""
        event.prevent_default()
        event.stop()
        self.replace(as_line(event.text), *self.selection)
