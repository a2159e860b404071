"""Owns lines that were broken to fit a page, and how they become paragraphs again."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ENDS = frozenset("。！？!?…：:”’」』；;")
_INDENTS = ("\u3000", "  ")
_SHORTER = 3  # cells that a line may be shorter than the measure and still be full


def joined(lines: Iterable[str]) -> str:
    """Lines as one: between Chinese characters nothing stands where the line broke, else a space."""
    text = ""
    for line in lines:
        line = line.strip()
        if text and line and not (is_wide(text[-1]) or is_wide(line[0])):
            text = text.removesuffix("-") if text[-2:-1].isalpha() and text.endswith("-") else text + " "
        text += line
    return text


def is_wide(character: str) -> bool:
    """Whether a character takes the room of a Chinese one, so that no space is written beside it."""
    return unicodedata.east_asian_width(character) in "WF" or character in "“”‘’…—·"


def width(line: str) -> int:
    """The cells that a line takes."""
    return sum(2 if is_wide(character) else 1 for character in line)


def paragraphs_of_lines(lines: Sequence[str], starts: Sequence[bool] | None = None) -> list[list[str]]:
    """Lines of a page put together into paragraphs, each as its lines.

    A line goes on in the next where it is as long as the measure, which is that of the longer lines, and the next
    is not indented. `starts[i]` tells that a paragraph surely starts with line i, and that nothing need be guessed.
    """
    if not lines:
        return []
    widths = [width(line.rstrip()) for line in lines]
    measure = _measure(widths)
    paragraphs = [[lines[0]]]
    for number in range(1, len(lines)):
        above, line = lines[number - 1].rstrip(), lines[number]
        if starts is not None and starts[number]:
            goes_on = False
        else:
            full = widths[number - 1] >= measure - _SHORTER
            goes_on = full and not line.startswith(_INDENTS) and measure > 0
            if goes_on and above[-1:] in _ENDS and widths[number - 1] < measure - 1:
                goes_on = False
        if goes_on:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _measure(widths: Sequence[int]) -> int:
    """How wide full lines are: the greatest width that several lines share within a character; 0 for a list.

    Lines of text are broken at one measure, so many are as wide as the widest.
    """
    longer = sorted((width for width in widths if width >= 24), reverse=True)
    for width in longer:
        near = sum(width - _SHORTER <= other <= width for other in longer)
        if near >= max(2, len(longer) // 5):
            return width
    return 0
