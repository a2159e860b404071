"""Owns what lines say together: a value below the name of its field, a table, a text broken at a fixed width.

What one says by itself: line_looks.py. What each is for, in the end: line_kinds.py.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from reader.text.line_looks import LONGEST_HEADING, Look, is_contact, is_names, is_place, is_post, is_read_on, look_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_ACCOUNT = 8  # the name of an account, between a title and a day
_SHORTEST_TITLE = 12  # that can have one below it
_BARS = ("|", "｜")
_FURNITURE = frozenset([Look.BYLINE, Look.CHROME])
_TEXT = frozenset([Look.PROSE, Look.SHORT, Look.NUMBERED])
# Lines of this length and more tell whether a text is broken at a fixed width.
_WRAPPED_LINE = 24
# A line up to this length without a full stop ends no text.
SHORTEST_PROSE = 16
ENDS = frozenset("。！？!?…”’」』）)》】〕；;：:，,、")
SAID_BY = frozenset([Look.BYLINE, Look.DATE, Look.DATED])
UNDECIDED = frozenset([Look.SHORT, Look.LOOSE])


def looks_of(lines: Sequence[str], apart: Sequence[bool]) -> list[Look]:
    """What each line says, seen beside the lines around it; as `kinds_of` takes them."""
    looks = [look_of(line) for line in lines]
    _see_fields(lines, looks)
    _see_buttons(lines, looks)
    _see_tables(lines, looks)
    _see_teasers(lines, looks)
    _see_sentences(lines, looks)
    if _is_wrapped(lines, looks, apart):
        return [_in_wrapped_text(*line) for line in zip(lines, looks, apart, strict=True)]
    return looks


def _see_fields(lines: Sequence[str], looks: list[Look]) -> None:
    """Where fields of an official document stand on lines of their own, each value is on the next line.

    One such line alone is what it is in any other text.
    """
    fields = [number for number, look in enumerate(looks) if look is Look.FIELD]
    if len(fields) < 2:
        for number in fields:
            looks[number] = Look.SHORT
        return
    for number in fields:
        value = number + 1
        if value < len(lines) and looks[value] is not Look.FIELD and len(lines[value]) <= LONGEST_HEADING:
            looks[value] = Look.BYLINE


def _see_buttons(lines: Sequence[str], looks: list[Look]) -> None:
    """A single character beside a button or beside another one is a button too: 大 中 小."""
    for number, look in enumerate(looks):
        if look is Look.SHORT and len(lines[number]) == 1:
            near = [n for n in (number - 1, number + 1) if 0 <= n < len(lines)]
            if any(looks[n] is Look.CHROME for n in near):
                looks[number] = Look.CHROME


def _see_sentences(lines: Sequence[str], looks: list[Look]) -> None:
    """A sentence between two lines of prose is prose, however much it begins like a notice."""
    if Look.CHROME not in looks:
        return
    for number in range(1, len(lines) - 1):
        if (
            looks[number] is Look.CHROME
            and looks[number - 1] is looks[number + 1] is Look.PROSE
            and lines[number][-1] == "。"
            and len(lines[number + 1]) > SHORTEST_PROSE
        ):
            looks[number] = Look.PROSE


def see_names(lines: Sequence[str], looks: list[Look], first: int) -> None:
    """Above the text, names of people behind a line that may be the title say who wrote it."""
    for number in range(1, first):
        if looks[number] is Look.SHORT and (
            (looks[number - 1] in UNDECIDED and is_names(lines[number]))
            or is_post(lines[number + 1])
            or (
                looks[number + 1] is Look.DATE
                and looks[number - 1] is Look.SHORT
                and len(lines[number]) <= _LONGEST_ACCOUNT
                and len(lines[number - 1]) >= _SHORTEST_TITLE
            )
            or (looks[number - 1] in SAID_BY and is_place(lines[number], lines[number - 1]))
        ):
            looks[number] = Look.BYLINE


def _see_tables(lines: Sequence[str], looks: list[Look]) -> None:
    """Rows of as many cells, one below the other and with numbers in them, are a table of the text and no menu."""
    barred = [(number, _bars(lines[number])) for number, look in enumerate(looks) if look is Look.CHROME]
    for (bars, _), rows in groupby(enumerate(barred), lambda one: (one[1][1], one[1][0] - one[0])):
        table = [number for _, (number, _) in rows]
        if bars and len(table) > 1 and any(map(str.isdecimal, "".join(lines[number] for number in table))):
            for number in table:
                looks[number] = Look.PROSE


def _bars(line: str) -> int:
    """How many bars part a line; none where two words are parted, as on any page."""
    count = sum(map(line.count, _BARS))
    return count if count > 1 else 0


def _see_teasers(lines: Sequence[str], looks: list[Look]) -> None:
    """In a list of links, what breaks off above a button to read on is the beginning of another piece."""
    if Look.LINKS not in looks:
        return
    for number in range(looks.index(Look.LINKS) + 1, len(lines) - 1):
        if looks[number] is Look.PROSE and lines[number].endswith(("…", "...")) and is_read_on(lines[number + 1]):
            looks[number] = Look.CHROME


def see_contacts(lines: Sequence[str], looks: list[Look], first: int, last: int) -> None:
    """Whom to call is the body of a notice: within it, and down to where it is signed."""
    signed = next((n for n in range(last + 1, len(lines)) if looks[n] is Look.DATE), last)
    for number in range(first + 1, signed):
        if looks[number] in _FURNITURE and is_contact(lines[number]):
            looks[number] = Look.PROSE


def _is_wrapped(lines: Sequence[str], looks: Sequence[Look], apart: Sequence[bool]) -> bool:
    """Whether lines are those of a page: a quarter of the longer ones stop in the middle of a sentence.

    A line with an empty one behind it is a paragraph.
    """
    ends = [
        line[-1] in ENDS or (number + 1 < len(lines) and apart[number + 1])
        for number, (line, look) in enumerate(zip(lines, looks, strict=True))
        if look in _TEXT and len(line) >= _WRAPPED_LINE
    ]
    return 4 * ends.count(False) > len(ends) + 2


def _in_wrapped_text(line: str, look: Look, apart: bool) -> Look:
    """Where lines are broken at a fixed width, headings have a number or an empty line above them."""
    if look is Look.NUMBERED:
        return look if line[0] == "第" or len(line) < _WRAPPED_LINE else Look.PROSE
    return Look.PROSE if look is Look.SHORT and not apart and len(line) >= _WRAPPED_LINE else look
