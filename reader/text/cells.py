"""Owns terminal cells: how wide text is, which character a cell shows, where lines break. Offsets are code points.

Widths come from rich, which is what the screen measures with; text that is shown has been through display.py, so
that every character is one or two cells wide, or a combining mark on the one before it.
"""

from __future__ import annotations

import re
from functools import lru_cache

import rich.cells

from reader.text.atoms import atoms
from reader.text.marks import CLOSERS, OPENERS, PAUSES, STOPS

# Neither may these start a line,
CLOSING = CLOSERS | frozenset(
    STOPS + PAUSES + "…⋯—―～〜~·・･‧%％‰℃℉゠‐–々〻ゝゞヽヾー" + "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
)
# nor may these end one.
OPENING = OPENERS | frozenset("￥¥＄$￡£€")

_SPACES = frozenset(" \u3000")
_STAYS = re.compile(f"[{re.escape(''.join(sorted(CLOSING | _SPACES)))}]")
_OPENS = re.compile(f"[{re.escape(''.join(sorted(OPENING)))}][ \u3000]*")


def character_cells(character: str, ambiguous: int = 1) -> int:
    """The cells of one character: 0, 1 or 2. `ambiguous` is the terminal's width for characters such as “ and …."""
    cells = rich.cells.get_character_cell_size(character)
    if ambiguous == 2 and cells == 1 and _is_ambiguous(character):
        return 2
    return cells


def text_cells(text: str, ambiguous: int = 1) -> int:
    """The cells that a text takes on one line."""
    if text.isascii():
        return len(text)
    return sum(character_cells(character, ambiguous) for character in text)


def offset_at(text: str, cell: int, ambiguous: int = 1) -> int:
    """The offset of the character shown in `cell` (0-based) of a line; both halves of a wide one are that one.

    `len(text)` for a cell behind the text, 0 for one before it.
    """
    left = 0
    for offset, character in enumerate(text):
        left += character_cells(character, ambiguous)
        if cell < left:
            return offset
    return len(text) if cell >= 0 else 0


def wrap(text: str, width_cells: int, ambiguous: int = 1) -> list[int]:
    """The offsets at which lines of at most `width_cells` cells start; [0] for a text of one line or none.

    Closing punctuation never starts a line, and opening never ends one, with the spaces after it; Latin words and
    numbers with their unit stay whole; spaces at a break hang over the edge. Where no break in a line keeps all of
    this, it is a word or a number that is broken; where none keeps the punctuation together either, the line
    holds what fits, and at least one character.
    """
    if width_cells < 1:
        raise ValueError("a line needs at least one cell")
    if len(text) * 2 <= width_cells:
        return [0]
    widths = [character_cells(character, ambiguous) for character in text]
    together = _together(text, widths)
    whole = _whole(text, widths, width_cells)
    starts = [0]
    start = used = last_break = last_resort = 0
    for offset, cells in enumerate(widths):
        if offset not in together:
            last_resort = offset
            if offset not in whole:
                last_break = offset
        used += cells
        while used > width_cells and offset > start and text[offset] not in _SPACES:
            start = next(at for at in (last_break, last_resort, offset) if at > start)
            starts.append(start)
            used = sum(widths[start : offset + 1])
    return starts


def _together(text: str, widths: list[int]) -> set[int]:
    """The offsets before which punctuation lets no line start."""
    together = {found.start() for found in _STAYS.finditer(text)}
    together.update(at for found in _OPENS.finditer(text) for at in range(found.start() + 1, found.end() + 1))
    if 0 in widths:
        together.update(offset for offset, cells in enumerate(widths) if not cells)
    return together


def _whole(text: str, widths: list[int], width_cells: int) -> set[int]:
    """The offsets inside words, and numbers with their unit, that one line can hold."""
    whole: set[int] = set()
    for atom in atoms().finditer(text):
        start, end = atom.span()
        if end - start > 1 and sum(widths[start:end]) <= width_cells:
            whole.update(range(start + 1, end))
    return whole


@lru_cache(maxsize=4096)
def _is_ambiguous(character: str) -> bool:
    import unicodedata

    return unicodedata.east_asian_width(character) == "A"
