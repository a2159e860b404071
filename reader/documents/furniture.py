"""Owns what the furniture of a page tells of its document: title, date, source, author, issuer.

How furniture is told from body is the business of text/paragraphs.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from reader.text.line_looks import is_field_name, is_names, is_signer, plain
from reader.text.paragraphs import BLANK, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.text.paragraphs import Paragraph, Paragraphs


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of its document; a field is empty where it says nothing, or nothing sure.

    `date` and `written` (成文日期) are ISO 8601 days. `issuer` (发文机关), `number` (发文字号), `subject` (主题分类)
    and `index` (索引号) are those of official documents.
    """

    title: str = ""
    date: str = ""
    author: str = ""
    publisher: str = ""
    url: str = ""
    editor: str = ""
    issuer: str = ""
    number: str = ""
    written: str = ""
    subject: str = ""
    index: str = ""


def read_metadata(text: str, paragraphs: Paragraphs) -> Metadata:
    """What the title, the bylines and the page furniture among the paragraphs of `text` say; never the body.

    Of several values of a field the first counts. A day that no calendar has is none.
    """
    title = "".join(p.span.slice(text) for p in paragraphs.of_kinds([Kind.TITLE]))
    values = {"title": title.strip(BLANK)} if title else {}
    above: Paragraph | None = None  # the byline before, be it right above or not
    for paragraph in paragraphs.of_kinds([Kind.BYLINE, Kind.BOILERPLATE]):
        line = _half_width(paragraph.span.slice(text))
        if paragraph.kind is Kind.BYLINE:
            said = _of_byline(
                line, "" if above is None or above.number < paragraph.number - 1 else above.span.slice(text)
            )
            above = paragraph
        elif _ADDRESS.fullmatch(line):
            said = [("url", line)]
        else:
            continue
        for name, value in said:
            if value:
                values.setdefault(name, value)
    return Metadata(**values)


def _of_byline(line: str, above: str) -> list[tuple[str, str]]:
    """What a byline says, with the one right above it where there is one."""
    if not above:
        return [*_fields(line), *_own_words(line)]
    line = _with_its_name(_half_width(above), line)
    return [*_fields(line), *_own_words(line), *_signature(above, line)]


def _with_its_name(above: str, line: str) -> str:
    """A value with the name of its field, where that is all the line above holds."""
    named = above.strip(BLANK).rstrip(":")
    return f"{named}:{line}" if is_field_name(named) else line


def _half_width(line: str) -> str:
    """The line with the digits, colons and spaces of half width, each in its place."""
    return line.translate(_HALF_WIDTH)


def _fields(line: str) -> Iterator[tuple[str, str]]:
    """What stands behind the names of fields, as in 来源：某某日报."""
    for match in _FIELD.finditer(plain(line)):
        name = next(key for key, value in match.groupdict().items() if value)
        rest = line[match.end() :]
        following = _NEXT_FIELD.search(rest)
        value = _SPACE.sub(" ", rest[: following.start()] if following else rest).strip(_TRIMMED)
        if name in ("date", "written"):
            yield name, day_of(value)
        elif name == "author":
            yield name, _names(value)
        elif len(value) <= LONGEST_VALUE and not _UNLIKE_NAME.search(value):
            yield name, value


def _own_words(line: str) -> Iterator[tuple[str, str]]:
    """What a byline says without naming a field: an address, a document number, who reports, a day."""
    address = _ADDRESS.search(line)
    if address:
        yield "url", address[0]
    if _DOCUMENT_NUMBER.fullmatch(plain(line)):
        yield "number", line
    reporter = _REPORTER.match(plain(line))
    if reporter:
        yield "author", _names(line[reporter.end() :])
    if is_names(line.strip(BLANK)):
        yield "author", _names(line)
    if _OWN_DAY.fullmatch(_ADDRESS.sub("", line).strip(BLANK)):
        yield "date", day_of(line)


def _names(value: str) -> str:
    """Names of people with one space between them, without what each is; empty where it reads like none."""
    day = _DAY.search(value)
    names = _SPACE.sub(" ", _ROLES.sub(" ", value[: day.start()] if day else value)).strip(_TRIMMED)
    return "" if len(names) > LONGEST_VALUE or _UNLIKE_NAME.search(names) else names


def _signature(above: str, line: str) -> list[tuple[str, str]]:
    """Who signed, where a byline is nothing but a name and the one below it nothing but a day."""
    if _ONLY_DAY.fullmatch(line) and is_signer(above):
        return [("issuer", above), ("written", day_of(line))]
    return []


def day_of(text: str) -> str:
    """The first day that a text names, as ISO 8601; empty where it names none.

    113-03-05 and 民國113年3月5日 count from 1911, as in Taiwan.
    """
    text = _half_width(text)
    match = _DAY.search(text)
    if match is None:
        match, before = _REPUBLICAN_DAY.search(text), 1911
    else:
        before = 0
    if match is None:
        return ""
    year, month, day = (_number(part) for part in match.groups())
    year += before
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _number(text: str) -> int:
    """Figures, or the Chinese numbers of a date: 二〇二一, 十二, 三十一."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int("".join(str(_DIGITS.index(character)) for character in text))
    return 10 * (_DIGITS.index(tens) if tens else 1) + (_DIGITS.index(ones) if ones else 0)


LONGEST_VALUE = 60
_DIGITS = "〇一二三四五六七八九"
_HALF_WIDTH = str.maketrans("０１２３４５６７８９：／．－　○零｜丨", "0123456789:/.- 〇〇||")
_TRIMMED = BLANK + "|｜,，;；、。【】[]()（）/／"
_SPACE = re.compile(r"\s+")
_NEXT_FIELD = re.compile(r"\s[^\s:]{2,8}\s?:|\s\S(?:\s{1,4}\S){1,2}\s?:|[|｜]")
# A value is a name: what holds a whole sentence, or what could be another field, is something else.
_UNLIKE_NAME = re.compile(r"[。！？!?:]")
_FIELD = re.compile(
    r"(?:(?P<publisher>来源|稿源|出处|发布\s?单位|发布\s?机构)|(?P<author>作者|撰文|记者|文字|文(?=[/|]))"
    r"|(?P<editor>责任编辑|责编|编辑)"
    r"|(?P<date>发布\s?(?:时间|日期)|发表\s?(?:时间|日期)|更新\s?时间|时间|日期)"
    r"|(?P<issuer>发文\s?(?:机关|单位|机构)|制定\s?机关)|(?P<number>发文\s?字号|文\s{0,4}号)"
    r"|(?P<written>成文\s?日期)|(?P<subject>主题\s?分类)|(?P<index>索\s{0,4}引\s{0,4}号)"
    r"|(?P<title>标\s{0,4}题))\s{0,4}(?:[:/|]|\s-\s)"
)
_DAY_PATTERN = (
    r"(\d{4}|[一二][〇一二三四五六七八九]{3})\s?[-/.年]\s?(\d{1,2}|[一二三四五六七八九十]{1,2})"
    r"\s?[-/.月]\s?(\d{1,2}|[一二三四五六七八九十]{1,3})\s?日?"
)
_DAY = re.compile(_DAY_PATTERN)
_REPUBLICAN_DAY = re.compile(r"(?:^|(?<=[国國\s:]))(\d{2,3})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)\s?日?")
_ONLY_DAY = re.compile(rf"[（(]?{_DAY_PATTERN}[）)]?")
_OWN_DAY = re.compile(
    rf"[（(]?{_DAY_PATTERN}\s*(?:\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?[）)]?(?:\s*[（(]?(?:星期|周).[）)]?)?(?:\s*HKT \d{{1,2}}:\d{{2}})?(?:[\s|]+\S{{1,8}}:.*)?"
)
_ADDRESS = re.compile(r"https?://[^\s，。）)>＞]+")
_DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}\s?[〔\[［（(]\s?\d{4}\s?[〕\]］）)]\s?第?\s?\d+\s?号")
_REPORTER = re.compile(r"[（(【□■]?\s?(?:[\u4e00-\u9fff]{1,8}[报网刊台社媒])?(?:特约|实习)?(?:记者|通讯员)\s")
_ROLES = re.compile(r"(?:^|(?<=\s))(?:[本特][报網网刊台約约])?(?:记者|記者|通讯员|通訊員|实习生|實習生)(?=\s)")
