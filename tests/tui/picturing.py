"""Pictures of the screen as text: what every cell shows, and in which colours, in the dark and in the light look."""

from __future__ import annotations

import html
import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from textual.widgets import Input

from reader.text.cells import character_cells
from reader.tui.themes import DARK, LIGHT

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from reader.tui.app import PizhuApp

_STYLE = re.compile(r"\.[\w-]+-(r\d+) \{ (.*?) \}")
_RECT = re.compile(r'<rect fill="(#\w+)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="[\d.]+" shape-rendering')
_TEXT = re.compile(r'<text class="[\w-]+-(r\d+)" x="([\d.]+)" [^>]*?line-(\d+)\)">(.*?)</text>')
_CELL, _LINE = 12.2, 24.4  # size of a cell in Textual's pictures
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


class Cell(NamedTuple):
    """What stands in a cell: a character (none in the right half of a wide one), and how."""

    text: str
    ink: str
    ground: str


def cells_of(svg: str, columns: int, rows: int) -> list[list[Cell]]:
    """The cells of a picture that Textual made, row by row."""
    styles = {name: _told(style) for name, style in _STYLE.findall(svg)}
    grounds = [[""] * columns for _ in range(rows)]
    for fill, x, y, width in _RECT.findall(svg):
        row = round((float(y) - 1.5) / _LINE)
        first, count = round(float(x) / _CELL), round(float(width) / _CELL)
        if row < rows:
            grounds[row][first : first + count] = [fill] * len(grounds[row][first : first + count])
    grid = [[Cell(" ", "", ground) for ground in row] for row in grounds]
    for name, x, row, text in _TEXT.findall(svg):
        at = round(float(x) / _CELL)
        for character in html.unescape(text).replace("\xa0", " "):
            wide = character_cells(character) == 2
            line, ink = grid[int(row)], "" if character == " " and "underline" not in styles[name] else styles[name]
            line[at] = Cell(character, ink, line[at].ground)
            if wide:
                line[at + 1] = Cell("", ink, line[at + 1].ground)
            at += 1 + wide
    return grid


def _told(style: str) -> str:
    """`fill: #d9d6cf;font-weight: bold;` as `#d9d6cf bold`."""
    parts = (part.partition(":") for part in style.split(";") if part.strip())
    return " ".join(value.strip() for name, _, value in parts if value.strip() not in ("normal", "none") and name)


async def picture(app: PizhuApp, pilot: Pilot[None]) -> str:
    """The screen in both looks: each line as text, below it a letter a cell; what the letters mean stands at the end."""
    for line in app.screen.query(Input):
        line.cursor_blink = False
    looks = []
    for theme in (DARK, LIGHT):
        app.theme = theme.name
        await pilot.pause()
        await pilot.pause()
        looks.append(cells_of(app.export_screenshot(), app.size.width, app.size.height))
    dark, light = looks
    letters: dict[tuple[str, str, str, str], str] = {}
    lines = []
    for dark_row, light_row in zip(dark, light, strict=True):
        assert [cell.text for cell in dark_row] == [cell.text for cell in light_row]
        marks, look = "", ("", "", "", "")
        for one, other in zip(dark_row, light_row, strict=True):
            # An empty cell looks like the one before it where the ground is the same: that keeps the picture short.
            if one.ink or (one.ground, other.ground) != (look[1], look[3]):
                look = (one.ink, one.ground, other.ink, other.ground)
            marks += letters.setdefault(look, _LETTERS[len(letters)])
        lines += ["".join(cell.text for cell in dark_row).rstrip(), "  " + _runs(marks)]
    legend = [
        f"{letter}  {ink or '-'} on {ground} | {light_ink or '-'} on {light_ground}"
        for (ink, ground, light_ink, light_ground), letter in letters.items()
    ]
    return "\n".join([*lines, "", *legend, ""])


def _runs(marks: str) -> str:
    """`aaabb` as `a3 b2`."""
    starts = [at for at in range(len(marks)) if at == 0 or marks[at] != marks[at - 1]]
    return " ".join(f"{marks[start]}{end - start}" for start, end in pairwise([*starts, len(marks)]))
