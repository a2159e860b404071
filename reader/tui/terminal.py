"""What the terminal can do: how wide it shows characters of ambiguous width, and signs that are sure to be narrow.

Some terminals, set up for Chinese, show “ … ● in two cells. Then everything that measures text has to know, the
framework's own measure too, or each such character moves the rest of its line.
"""

from __future__ import annotations

import os
import unicodedata
from functools import lru_cache

import rich.cells
from textual.scrollbar import ScrollBarRender

from reader.text.cells import text_cells

_FALLBACKS = {
    "▌": "|",
    "▸": ">",
    "●": "*",
    "○": "o",
    "━": "=",
    "─": "-",
    "✓": "+",
    "✗": "x",
    "·": ".",
    "¶": "#",
    "✎": "n",
    "↑": "^",
    "↓": "v",
    "…": ">",
}
_measured = rich.cells.get_character_cell_size
_scroll_bars = ScrollBarRender.VERTICAL_BARS
_single_cells = rich.cells._is_single_cell_widths


def set_ambiguous_width(cells: int) -> None:
    """Makes all measures take characters of ambiguous width (Unicode annex 11) for 1 or 2 cells wide."""
    rich.cells.get_character_cell_size = _measured if cells == 1 else _wide
    rich.cells._is_single_cell_widths = _single_cells if cells == 1 else str.isascii
    rich.cells.cached_cell_len.cache_clear()
    # The ends of a scroll bar, drawn by parts of a cell, would be two cells wide.
    ScrollBarRender.VERTICAL_BARS = _scroll_bars if cells == 1 else [" "] * len(_scroll_bars)


@lru_cache(maxsize=4096)
def _wide(character: str, unicode_version: str = "auto") -> int:
    cells = _measured(character, unicode_version)
    return 2 if cells == 1 and unicodedata.east_asian_width(character) == "A" else cells


def has_shell_behind() -> bool:
    """Whether a shell with job control waits behind this program, so that it can be stopped and come back.

    What a terminal or a session started directly has nobody who would wake it: its process group is orphaned.
    """
    try:
        group, session = os.getpgrp(), os.getsid(0)
        led_by_us = group == os.getpid()
        return group != session and (not led_by_us or os.getsid(os.getppid()) == session)
    except (AttributeError, OSError):  # no process groups on this system
        return False


def sign(character: str) -> str:
    """A sign of the screen in one cell: itself, or a plain one where the terminal would show it in two."""
    return character if text_cells(character) == 1 else _FALLBACKS[character]
