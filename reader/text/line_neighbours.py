"""Owns what lines say together: a value below the name of its field, a table, a text broken at a fixed width.

What one says by itself: line_looks.py. What each is for, in the end: line_kinds.py.
"""

from __future__ import annotations

import re
from itertools import groupby, islice
from typing import TYPE_CHECKING

from reader.text.line_looks import (
    LONGEST_HEADING,
    Look,
    is_contact,
    is_names,
    is_place,
    is_post,
    is_read_on,
    looks_alone,
    search_for,
)

if TYPE_CHECKING:
    from reader.text.lines import Lines

_LONGEST_ACCOUNT = 8  # the name of an account, between a title and a day
_SHORTEST_TITLE = 12  # that can have one below it
_BARS = ("|", "｜")
_FURNITURE = search_for(Look.BYLINE, Look.CHROME)
_TEXT = frozenset([Look.PROSE, Look.SHORT, Look.NUMBERED])
_CHROME, _FIELD = search_for(Look.CHROME), search_for(Look.FIELD)
_SHORT = search_for(Look.SHORT)
_SHORT_OR_NUMBERED = search_for(Look.SHORT, Look.NUMBERED)
# Lines of this length and more tell whether a text is broken at a fixed width.
_WRAPPED_LINE = 24
# A line up to this length without a full stop ends no text.
SHORTEST_PROSE = 16
ENDS = frozenset("。！？!?…”’」』）)》】〕；;：:，,、")
_NO_END = re.compile(f"[^{re.escape(''.join(sorted(ENDS)))}]")
SAID_BY = frozenset([Look.BYLINE, Look.DATE, Look.DATED])
UNDECIDED = frozenset([Look.SHORT, Look.LOOSE])


def looks_of(lines: Lines) -> bytearray:
    """What each line says, seen beside the lines around it; a byte each, for most lines are looked at no more."""
    looks = looks_alone(lines)
    _see_fields(lines, looks)
    _see_buttons(lines, looks)
    _see_tables(lines, looks)
    _see_teasers(lines, looks)
    _see_sentences(lines, looks)
    if _is_wrapped(lines, looks):
        _see_width(lines, looks)
    return looks


def _see_fields(lines: Lines, looks: bytearray) -> None:
    """Where fields of an official document stand on lines of their own, each value is on the next line.

    One such line alone is what it is in any other text.
    """
    fields = list(_FIELD(looks))
    if len(fields) < 2:
        for number in fields:
            looks[number] = Look.SHORT
        return
    for number in fields:
        value = number + 1
        if value < len(lines) and looks[value] != Look.FIELD and lines.length(value) <= LONGEST_HEADING:
            looks[value] = Look.BYLINE


def _see_buttons(lines: Lines, looks: bytearray) -> None:
    """A single character beside a button or beside another one is a button too: 大 中 小."""
    if Look.CHROME not in looks:
        return
    for number in _SHORT(looks):
        if lines.length(number) == 1:
            near = [n for n in (number - 1, number + 1) if 0 <= n < len(lines)]
            if any(looks[n] == Look.CHROME for n in near):
                looks[number] = Look.CHROME


def _see_sentences(lines: Lines, looks: bytearray) -> None:
    """A sentence between two lines of prose is prose, however much it begins like a notice."""
    for number in _CHROME(looks, 1, len(lines) - 1):
        if (
            looks[number - 1] == looks[number + 1] == Look.PROSE
            and lines[number][-1] == "。"
            and lines.length(number + 1) > SHORTEST_PROSE
        ):
            looks[number] = Look.PROSE


def see_names(lines: Lines, looks: bytearray, first: int) -> None:
    """Above the text, names of people behind a line that may be the title say who wrote it."""
    for number in _SHORT(looks, 1, first):
        if (
            (looks[number - 1] in UNDECIDED and is_names(lines[number]))
            or is_post(lines[number + 1])
            or (
                looks[number + 1] == Look.DATE
                and looks[number - 1] == Look.SHORT
                and lines.length(number) <= _LONGEST_ACCOUNT
                and lines.length(number - 1) >= _SHORTEST_TITLE
            )
            or (looks[number - 1] in SAID_BY and is_place(lines[number], lines[number - 1]))
        ):
            looks[number] = Look.BYLINE


def _see_tables(lines: Lines, looks: bytearray) -> None:
    """Rows of as many cells, one below the other and with numbers in them, are a table of the text and no menu."""
    barred = [(number, _bars(lines[number])) for number in _CHROME(looks)]
    for (bars, _), rows in groupby(enumerate(barred), lambda one: (one[1][1], one[1][0] - one[0])):
        table = [number for _, (number, _) in rows]
        if bars and len(table) > 1 and any(map(str.isdecimal, "".join(lines[number] for number in table))):
            for number in table:
                looks[number] = Look.PROSE


def _bars(line: str) -> int:
    """How many bars part a line; none where two words are parted, as on any page."""
    count = sum(map(line.count, _BARS))
    return count if count > 1 else 0


def _see_teasers(lines: Lines, looks: bytearray) -> None:
    """In a list of links, what breaks off above a button to read on is the beginning of another piece."""
    if Look.LINKS not in looks:
        return
    for number in range(looks.index(Look.LINKS) + 1, len(lines) - 1):
        if looks[number] == Look.PROSE and lines[number].endswith(("…", "...")) and is_read_on(lines[number + 1]):
            looks[number] = Look.CHROME


def see_contacts(lines: Lines, looks: bytearray, first: int, last: int) -> None:
    """Whom to call is the body of a notice: within it, and down to where it is signed."""
    signed = looks.find(Look.DATE, last + 1)
    for number in _FURNITURE(looks, first + 1, last if signed < 0 else signed):
        if is_contact(lines[number]):
            looks[number] = Look.PROSE


def _is_wrapped(lines: Lines, looks: bytearray) -> bool:
    """Whether lines are those of a page: a quarter of the longer ones stop in the middle of a sentence.

    A line with an empty one behind it is a paragraph.
    """
    broken = 0
    for found in _NO_END.finditer(lines.last_characters()):
        number = found.start()
        if not lines.apart[number + 1] and looks[number] in _TEXT:
            broken += lines.length(number) >= _WRAPPED_LINE
    if not broken:
        return False
    enough = 4 * broken - 2  # longer lines with which these are no quarter: most texts have them on their first page
    long = (number for number, look in enumerate(looks) if look in _TEXT and lines.length(number) >= _WRAPPED_LINE)
    return sum(1 for _ in islice(long, enough)) < enough


def _see_width(lines: Lines, looks: bytearray) -> None:
    """Where lines are broken at a fixed width, headings have a number or an empty line above them."""
    for number in _SHORT_OR_NUMBERED(looks):
        if lines.length(number) >= _WRAPPED_LINE and (
            lines[number][0] != "第" if looks[number] == Look.NUMBERED else not lines.apart[number]
        ):
            looks[number] = Look.PROSE
