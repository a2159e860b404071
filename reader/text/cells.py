"""Owns terminal cells: how wide text is, which character a cell shows, where lines break. Offsets are code points.

Widths come from rich, which is what the screen measures with; text that is shown has been through display.py, so
that every character is one or two cells wide, or a combining mark on the one before it.
"""

from __future__ import annotations

import re
from functools import lru_cache

import rich.cells

# Neither may these start a line,
CLOSING = frozenset("，。、；：！？）》〉」』】〕〗｝”’…—～·％‰℃,.;:!?)]}%»›゠々ー")
# nor may these end one.
OPENING = frozenset("（《〈「『【〔〖｛“‘([{«‹￥＄£¥$")

# A number with what belongs to it, a Latin word, and marks that come in pairs stay on one line.
_ATOM = re.compile(
    r"""
    第? [+\-±]? [0-9０-９]+ (?:[.,:/~\-—–．，：][0-9０-９]+)* [%％‰℃°]*   # 8.4  1,234  3—5  8:2  11.8%%
        [多余餘来來几幾]? [十百千万萬亿億兆]* [多余餘来來几幾]?         # 2680余  4.6万多
        (?: 个百分点|個百分點|平方米|平方公里|立方米|公里|公斤|公顷|公頃|人次
          | [吨噸元亩畝米克吋户戶人名个個件条條项項家处處所座台臺套辆輛只隻头頭年月日号號时時分秒天岁歲倍%成次位] )?
  | [A-Za-zÀ-ɏ0-9_'’.\-/:@#&+]+
  | —+ | …+
    """,
    re.VERBOSE,
)
_SPACES = frozenset(" \u3000")


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

    Closing punctuation never starts a line and opening never ends one; Latin words and numbers with their unit
    stay whole where a line can hold them; spaces at a break hang over the edge. Where no rule can be kept, a
    line holds what fits, and at least one character.
    """
    if width_cells < 1:
        raise ValueError("a line needs at least one cell")
    if len(text) * 2 <= width_cells:
        return [0]
    widths = [character_cells(character, ambiguous) for character in text]
    glued = _glued(text, widths, width_cells)
    starts = [0]
    start = used = last_break = 0
    for offset, cells in enumerate(widths):
        if offset > start and offset not in glued:
            last_break = offset
        used += cells
        if used > width_cells and offset > start and text[offset] not in _SPACES:
            start = last_break if last_break > start else offset
            starts.append(start)
            used = sum(widths[start : offset + 1])
            if used > width_cells and offset > start:  # what was carried over does not fit with this character
                start = offset
                starts.append(start)
                used = cells
    return starts


def _glued(text: str, widths: list[int], width_cells: int) -> set[int]:
    """The offsets before which no line may start."""
    glued = {
        offset
        for offset, character in enumerate(text)
        if character in CLOSING or character in _SPACES or not widths[offset]
    }
    glued.update(offset + 1 for offset, character in enumerate(text) if character in OPENING)
    for atom in _ATOM.finditer(text):
        start, end = atom.span()
        if end - start > 1 and sum(widths[start:end]) <= width_cells:
            glued.update(range(start + 1, end))
    return glued


@lru_cache(maxsize=4096)
def _is_ambiguous(character: str) -> bool:
    import unicodedata

    return unicodedata.east_asian_width(character) == "A"
