"""Owns what one line says by itself: a byline, a notice, a numbered heading. What it is in its place: line_kinds.py.

What to look for is in line_patterns.py, in simplified characters; a line is brought to them character by character,
with a table of just the characters that occur there.
"""

from __future__ import annotations

import re
import sys
from enum import IntEnum, auto
from typing import TYPE_CHECKING

from reader.text import line_patterns as patterns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.text.lines import Lines


class Look(IntEnum):
    """What a line says by itself; a number, for numbers are the fastest to look up."""

    PROSE = auto()  # sentences
    SHORT = auto()  # a heading, a title, a link or an item of a list: its neighbours tell
    LOOSE = auto()  # as short, but a question, a cry, an aside in brackets: no heading
    NUMBERED = auto()  # 一、 （一） 第一章
    BYLINE = auto()  # who, when, whence
    DATED = auto()  # starts with a whole date and has no full stop
    DATE = auto()  # is a date and nothing else
    CAPTION = auto()
    CHROME = auto()  # breadcrumbs, buttons, notices
    LINKS = auto()  # opens a list of links
    FIELD = auto()  # the name of a field of an official document, whose value is the next line
    FIGURES = auto()  # no letters: a time, a number, what is left of a button


_PROSE = Look.PROSE  # most lines are


def search_for(*looks: Look) -> Callable[..., Iterator[int]]:
    """A function that gives, of looks in a row, a byte each, the numbers of these, from one on and before another.

    What changes behind it is seen; and most are passed over without a step of Python's.
    """
    find = re.compile(b"[%b]" % re.escape(bytes(looks))).finditer

    def numbers(row: bytearray, first: int = 0, end: int = sys.maxsize) -> Iterator[int]:
        return (found.start() for found in find(row, first, end))

    return numbers


_BEGINNINGS, _SIGN = patterns.BEGINNINGS, patterns.SIGN  # asked of every line

LONGEST_HEADING = 50
LONGEST_NUMBERED = 60
LONGEST_BYLINE = 160
LONGEST_CAPTION = 200
LONGEST_NOTICE = 400
_LONGEST_CREDIT = 48  # at the end of a line


def looks_alone(lines: Lines) -> bytearray:
    """What each line says by itself; a byte each. The signs of notices and pictures are looked for in all at once."""
    signs = bytearray(len(lines))
    for sign in _SIGN.finditer(lines.text):
        signs[lines.number_at(sign.start())] = True
    return bytearray(map(look_of, lines, signs))


def look_of(line: str, signs: int | None = None) -> Look:
    """What a line without white space at its ends says by itself; constant time for long lines.

    `signs`: whether it may have one of a notice or a picture, where that is known.
    """
    length = len(line)
    if length > LONGEST_NOTICE:
        return _PROSE
    stop = "。" in line or "；" in line
    opens = line[0] in _BEGINNINGS and _opens(line)
    if signs is None:
        signs = _SIGN.search(line) is not None
    if stop and not opens and not signs:  # most lines
        return _PROSE
    if line[0] == "第" and patterns.ARTICLE.fullmatch(line):
        return Look.NUMBERED
    line = plain(line)
    if length == 1:
        return _look_of_character(line)
    if (opens and patterns.NOTICE.match(line)) or (
        signs and patterns.NOTICE_SIGN.search(line) and patterns.NOTICE_INSIDE.search(line)
    ):
        return Look.CHROME
    if length > LONGEST_CAPTION:
        return _PROSE
    if (opens and patterns.CAPTION.match(line)) or (signs and _is_credited(line, max(0, length - _LONGEST_CREDIT))):
        return Look.CAPTION
    if stop or length > LONGEST_BYLINE or has_sentence(line):
        return _PROSE
    return _look_without_stop(line)


def _opens(line: str) -> bool:
    """Whether a line that begins like a notice or a caption goes on as one may: brackets stand before anything."""
    second = line[1:2]
    return line[0] not in patterns.BRACKETS or second in _BEGINNINGS or second.isspace()


def _is_credited(line: str, end: int) -> bool:
    """Whether the end of a line tells who took a picture."""
    return (
        patterns.PICTURE_SIGN.search(line, end) is not None
        and patterns.CREDIT.search(line, end) is not None
        and not patterns.NUMBERED.match(line)
    )


def _look_of_character(line: str) -> Look:
    if line in patterns.LONE_CHROME:
        return Look.CHROME
    if line.isalpha():
        return Look.SHORT
    return Look.PROSE if has_sentence(line) or line in patterns.CRIES else Look.FIGURES


def _look_without_stop(line: str) -> Look:
    for pattern, look in _LOOKS:
        if pattern.match(line):
            return look
    if patterns.STARTS_WITH_DATE.match(line):
        return Look.BYLINE if patterns.FIELD_INSIDE.search(line) else Look.DATED
    if patterns.DATE_APART.search(line):
        return Look.DATED
    if patterns.NO_LETTERS.match(line):
        return Look.FIGURES
    if patterns.ATTACHED.match(line):
        return Look.SHORT
    if line[-1] in patterns.OPEN or line[0] in patterns.TABLE or patterns.DATELINE.match(line):
        return Look.PROSE
    if len(line) <= LONGEST_NUMBERED and patterns.NUMBERED.match(line):
        return Look.PROSE if patterns.ASKED.search(line) else Look.NUMBERED
    if len(line) > LONGEST_HEADING:
        return Look.PROSE
    in_brackets = line[0] in "（(" and line[-1] in "）)"
    return Look.LOOSE if in_brackets or line[-1] in patterns.CRIES else Look.SHORT


def plain(line: str) -> str:
    """The line in the characters that patterns are written in, each in its place."""
    return (
        line.translate(patterns.TO_SIMPLIFIED) if patterns.OTHER.search(line) else line
    )  # to look takes a tenth of the time


def has_stop(line: str) -> bool:
    """Whether a line holds a whole sentence, or breaks off in the middle of one."""
    return line[-1] in patterns.OPEN or has_sentence(line)


def has_sentence(line: str) -> bool:
    """Whether there is a full stop, or speech, which may do without: ？” or 问：……？ or several questions."""
    if "。" in line or patterns.STOP.search(line):
        return True
    return line[-1] in patterns.CRIES and (
        patterns.SPEAKER.match(line) is not None or sum(map(line.count, patterns.CRIES)) > 1
    )


def is_organisation(line: str) -> bool:
    """Whether a short line reads as the name of a body: a committee, a school, a company, a village."""
    return patterns.ORGANISATION.fullmatch(plain(line)) is not None


def is_names(line: str) -> bool:
    """Whether a short line reads as the names of one to four people, or as an office and a name behind it."""
    return patterns.NAMES.fullmatch(plain(line)) is not None


def is_field_name(line: str) -> bool:
    """Whether a line is the name of a field of an official document and nothing else."""
    return patterns.FIELD_ALONE.match(plain(line)) is not None


def is_signed(line: str) -> bool:
    """Whether a line in brackets names a body: whose the piece below its heading is."""
    return line[0] in "（(" and line[-1] in "）)" and is_organisation(line[1:-1])


def is_of_editors(line: str) -> bool:
    """Whether a line names the editors: what stands below a piece."""
    return patterns.EDITORS.match(plain(line)) is not None


def is_post(line: str) -> bool:
    """Whether a line says when something was posted, or whose account it is: the name of who did stands above it."""
    return patterns.POST.match(plain(line)) is not None


def is_signer(line: str) -> bool:
    """Whether a line above a day, or above another such line, can be the name of a body that signed."""
    return is_organisation(line) or patterns.SIGNER.fullmatch(plain(line)) is not None


def is_place(line: str, above: str) -> bool:
    """Whether a line can be the place from which something was posted: right below the hour when."""
    return (
        len(line) <= patterns.LONGEST_PLACE
        and line.isalpha()
        and plain(line) not in patterns.OPENINGS
        and patterns.HOUR.search(above) is not None
    )


def is_contact(line: str) -> bool:
    """Whether a line says how somebody can be reached: in a notice that is its body, below it the page's."""
    return patterns.CONTACT.match(plain(line)) is not None


def is_item(line: str) -> bool:
    """Whether a line reads as one of a list: what it is about, a colon, and what there is to say."""
    return patterns.ITEM.match(line) is not None


def is_read_on(line: str) -> bool:
    """Whether a line is the button below a few words of another piece."""
    return patterns.READ_ON.fullmatch(plain(line)) is not None


def is_phone(line: str) -> bool:
    """Whether a line is the number of a telephone."""
    return patterns.PHONE.fullmatch(line) is not None


def title_goes_on(line: str) -> bool:
    """Whether a line of a title is visibly unfinished: 关于印发 at its end, or a quotation left open."""
    return patterns.TITLE_GOES_ON.search(plain(line)) is not None


def ends_title(line: str) -> bool:
    """Whether a line ends as titles of official documents do: 的通知, 办法, 意见."""
    return patterns.TITLE_END.search(plain(line)) is not None


def continues_title(line: str) -> bool:
    """Whether a line reads as the second half of a title: 关于……的通知 below the name of who issues it."""
    return patterns.TITLE_CONTINUED.match(plain(line)) is not None


_LOOKS = (
    (patterns.FIELD_ALONE, Look.FIELD),
    (patterns.ONLY_DATE, Look.DATE),
    (patterns.BYLINE, Look.BYLINE),
    (patterns.LINKS, Look.LINKS),
    (patterns.PROVIDED, Look.CAPTION),
    (patterns.WAY, Look.CHROME),
    (patterns.BUTTONS, Look.CHROME),
)
