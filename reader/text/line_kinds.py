"""Owns what a line is for, told from its own look and the lines around it. Who cuts lines: paragraphs.py.

The rules know the furniture of Chinese news pages, bulletins, official documents and laws in both scripts,
and no name of any site. Where they are not sure a line is body: body is read, furniture is skipped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.kinds import CODES, Kind
from reader.text.line_looks import (
    Look,
    continues_title,
    ends_title,
    has_sentence,
    has_stop,
    is_item,
    is_of_editors,
    is_organisation,
    is_phone,
    is_signed,
    is_signer,
    search_for,
    title_goes_on,
)
from reader.text.line_neighbours import ENDS, SAID_BY, SHORTEST_PROSE, UNDECIDED, looks_of, see_contacts, see_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.text.lines import Lines


# A title of three lines and the name of who wrote the piece may stand above its first sentence.
LONGEST_CHAIN = 4
# Titles of laws are long; a first line of this length without a full stop is one.
LONGEST_TITLE = 100

_OWN_KIND: dict[int, Kind] = {
    Look.PROSE: Kind.BODY,
    Look.SHORT: Kind.BODY,
    Look.LOOSE: Kind.BODY,
    Look.NUMBERED: Kind.HEADING,
    Look.BYLINE: Kind.BYLINE,
    Look.DATED: Kind.BODY,
    Look.DATE: Kind.BYLINE,
    Look.CAPTION: Kind.CAPTION,
    Look.CHROME: Kind.BOILERPLATE,
    Look.LINKS: Kind.BOILERPLATE,
    Look.FIELD: Kind.BYLINE,
    Look.FIGURES: Kind.BODY,
}
_OWN_KINDS = bytes(CODES[_OWN_KIND.get(byte, Kind.BODY)] for byte in range(256))
_TITLE, _HEADING, _BYLINE, _BOILERPLATE = (
    CODES[kind] for kind in (Kind.TITLE, Kind.HEADING, Kind.BYLINE, Kind.BOILERPLATE)
)


def kinds_of(lines: Lines) -> bytearray:
    """The kind of each line, by its place in `KINDS`. Linear in the text; lines of body cost next to nothing."""
    looks = looks_of(lines)
    prose = Look.PROSE in looks
    first, last = (looks.index(Look.PROSE), _last_prose(lines, looks)) if prose else (0, len(lines) - 1)
    see_contacts(lines, looks, first, last)
    see_names(lines, looks, first)
    kinds = looks.translate(_OWN_KINDS)
    text_start = _mark_title(lines, looks, kinds, first)
    _mark_between(lines, looks, kinds, text_start, first)
    _mark_headings(lines, looks, kinds, text_start, last)
    _mark_links(looks, kinds)
    if prose:
        _mark_tail(looks, kinds, last)
        _mark_figures(lines, looks, kinds, first, last)
    _mark_dates(lines, looks, kinds, first)
    return kinds


def _last_prose(lines: Lines, looks: bytearray) -> int:
    """The last line of prose; a short one that only ends in a colon opens what may be links."""
    number = very_last = looks.rindex(Look.PROSE)
    while number >= 0:
        if lines.length(number) > SHORTEST_PROSE or has_sentence(lines[number]):
            return number
        number = looks.rfind(Look.PROSE, 0, number)
    return very_last


def _mark_title(lines: Lines, looks: bytearray, kinds: bytearray, first: int) -> int:
    """Marks the title above the first prose, and what stands before it; the number of the line after it.

    Menus stand above the title and dates below it, so it opens the last run of undecided lines above the
    first byline; where a table of fields opens the page (official documents), the first run after them.
    """
    title = _find_title(lines, looks, first)
    if title < 0:
        return 0
    for number in range(title):
        if looks[number] in UNDECIDED:
            kinds[number] = _BOILERPLATE
    kinds[title] = _TITLE
    after = title + 1
    while (
        after < first
        and looks[after] in UNDECIDED
        and (title_goes_on(lines[after - 1]) or continues_title(lines[after]) or _closes(lines, title, after))
    ):
        kinds[after] = _TITLE
        after += 1
    return after


def _mark_between(lines: Lines, looks: bytearray, kinds: bytearray, start: int, first: int) -> None:
    """Between the title and the text, what stands among bylines and buttons is one of them: the name of an account."""
    among = list(_SAID_OR_CHROME(looks, start, first))
    if among:
        for number in _SHORT_OR_LOOSE(looks, among[0], among[-1]):
            if lines.length(number) <= _LONGEST_AMONG:
                looks[number], kinds[number] = Look.CHROME, _BOILERPLATE


def _closes(lines: Lines, title: int, line: int) -> bool:
    """Whether a line is the end of a title of an official document that was broken before it."""
    begun = any(continues_title(one) or "关于" in one or "關於" in one for one in lines[title:line])
    return begun and ends_title(lines[line]) and not ends_title(lines[line - 1])


def _find_title(lines: Lines, looks: bytearray, first: int) -> int:
    """The number of the line that opens the title, or -1.

    Of the runs of undecided lines above the first prose it is the one that most looks like a title.
    """
    if first == 0:
        is_title = len(lines) > 1 and lines.length(0) <= LONGEST_TITLE and not has_stop(lines[0])
        return 0 if is_title else -1
    end = looks.find(Look.NUMBERED, 0, first)
    end = first if end < 0 else end
    best, title = 0, -1
    number = 0
    while number < end:
        start = number
        while number < end and looks[number] in UNDECIDED:
            number += 1
        if number > start:
            merit = _merit(lines, looks, start, number)
            if merit > best:
                best, title = merit, _without_menu(lines, start, number)
        number += number == start
    return title


def _merit(lines: Lines, looks: bytearray, start: int, end: int) -> int:
    """How much a run of lines looks like a title: by its longest line, and by what stands around it."""
    merit = min(max(map(lines.length, range(start, end))), _TITLE_LENGTH) + (_FIRST if start == 0 else 0)
    while end + 1 < len(looks) and looks[end] == Look.FIGURES and not _has_figure(lines[end]):  # a line that is drawn
        end += 1
    below = end
    while below + 1 < len(looks) and looks[below] == Look.CHROME:  # buttons may stand below a title
        below += 1
    if looks[below] in SAID_BY:
        merit += _BESIDE
    elif looks[end] in (Look.PROSE, Look.NUMBERED):
        merit += _ABOVE
    return merit


def _has_figure(line: str) -> bool:
    return any(map(str.isalnum, line))


def _without_menu(lines: Lines, start: int, end: int) -> int:
    """Where the title starts in a run of lines: items of a menu may stand right above it."""
    while (
        start + 1 < end
        and lines.length(start) <= _MENU_ITEM
        and max(map(lines.length, range(start + 1, end))) >= 2 * lines.length(start)
        and not title_goes_on(lines[start])
        and not continues_title(lines[start + 1])
    ):
        start += 1
    return start


_TITLE_LENGTH = 16  # from which on longer is not likelier
_BESIDE = 16  # what it counts to stand above a byline
_ABOVE = 4  # and above prose
_FIRST = 6  # and to be the first thing of all
_MENU_ITEM = 6
_LONGEST_AMONG = 16  # bylines and buttons
_FIGURES = search_for(Look.FIGURES)
_SAID_OR_CHROME = search_for(Look.BYLINE, Look.DATE, Look.DATED, Look.CHROME)
_SHORT_OR_LOOSE = search_for(Look.SHORT, Look.LOOSE)
_DATE, _DATED = search_for(Look.DATE), search_for(Look.DATED)
_LINKED = frozenset([Look.SHORT, Look.LOOSE, Look.DATED])


def _mark_headings(lines: Lines, looks: bytearray, kinds: bytearray, first: int, last: int) -> None:
    """Makes headings of short lines that stand, at most a few together, right above prose or a heading.

    A short line after one that did not end is the rest of it (texts broken at a fixed width), not a heading.
    The last of several, where it names a body, is whose the piece is.
    """
    together: list[int] = []
    number = first - 1
    while number < last:
        number += 1
        if not together:  # nothing else opens a heading
            number = next(_SHORT_OR_FIGURES(looks, number, last + 1), last)
        look = looks[number]
        if look == Look.SHORT or (look == Look.FIGURES and lines.length(number) <= _LONGEST_FIGURE):
            if together or lines.apart[number] or number == 0 or _ended(lines, looks, number - 1):
                together.append(number)
        elif look in _HEADED:
            if len(together) <= LONGEST_CHAIN and not _is_list(lines, looks, together):
                for heading in together:
                    kinds[heading] = _HEADING
                if together and looks[together[-1] - 1] == Look.SHORT and is_organisation(lines[together[-1]]):
                    kinds[together[-1]] = _BYLINE
                if together and look == Look.LOOSE and is_signed(lines[number]):
                    kinds[number] = _BYLINE
            together = []
        elif look == Look.BYLINE and is_of_editors(lines[number]):
            together = []


def _is_list(lines: Lines, looks: bytearray, together: Sequence[int]) -> bool:
    """Whether several lines are items: each has a colon, or they stand between 一、 and 二、 and are what 一、 lists."""
    if not together:
        return False
    before = max(0, together[0] - 1)
    if all(is_item(lines[number]) for number in together):
        return len(together) > 1 or is_item(lines[before])
    return len(together) > 1 and all(
        looks[number] == Look.NUMBERED and lines[number][0] not in "第附" for number in (before, together[-1] + 1)
    )


_LONGEST_FIGURE = 3  # 01 above a heading
_SHORT_OR_FIGURES = search_for(Look.SHORT, Look.FIGURES)
_HEADED = frozenset([Look.PROSE, Look.NUMBERED, Look.DATED, Look.LOOSE])


def _ended(lines: Lines, looks: bytearray, number: int) -> bool:
    """Whether a line is complete: anything but prose is."""
    return looks[number] != Look.PROSE or lines[number][-1] in ENDS


def _mark_links(looks: bytearray, kinds: bytearray) -> None:
    """What follows the opening of a list of links, up to the next prose or heading, belongs to it."""
    if Look.LINKS not in looks:  # most texts have none
        return
    inside = False
    for number, look in enumerate(looks):
        if look == Look.LINKS:
            inside = True
        elif look in (Look.PROSE, Look.NUMBERED) or kinds[number] == _TITLE:
            inside = False
        elif inside and look in _LINKED:
            kinds[number] = _BOILERPLATE


def _mark_tail(looks: bytearray, kinds: bytearray, last: int) -> None:
    """Below the last prose, short lines after the first byline or notice are links."""
    ended = False
    for number in range(last + 1, len(looks)):
        if looks[number] in (Look.BYLINE, Look.CHROME, Look.LINKS):
            ended = True
        elif ended and looks[number] in _LINKED:
            kinds[number] = _BOILERPLATE


def _mark_figures(lines: Lines, looks: bytearray, kinds: bytearray, first: int, last: int) -> None:
    """Numbers and marks without a word are rests of the page above and below the text."""
    for number in (*_FIGURES(looks, 0, first), *_FIGURES(looks, last + 1)):
        if number < first or not is_phone(lines[number]):
            kinds[number] = _BOILERPLATE


def _mark_dates(lines: Lines, looks: bytearray, kinds: bytearray, first: int) -> None:
    """Above the text a line that starts with a date is a byline, and so is who signs above a date."""
    for number in _DATED(looks, 0, first):
        kinds[number] = _BYLINE
    for number in _DATE(looks, first + 1):
        _mark_signatures(lines, looks, kinds, number - 1, first)


def _mark_signatures(lines: Lines, looks: bytearray, kinds: bytearray, number: int, first: int) -> None:
    """Who signed above a day: the line right above it, and the bodies that signed with that one."""
    if looks[number] != Look.SHORT:
        return
    kinds[number] = _BYLINE
    while is_signer(lines[number]) and (number := number - 1) > first:
        if looks[number] != Look.SHORT or not is_signer(lines[number]):
            return
        kinds[number] = _BYLINE
