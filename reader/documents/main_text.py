"""Owns which blocks of a saved page are its text, and what the page says of it. What a page shows: mark_up.py.

A kept library (trafilatura) tells where the text is. What it leaves out inside that stretch is kept all the same,
and so is every sentence beside it that stands neither in a menu, a footer nor a list of links: a line too many is
skipped by a reader, a line too few is lost.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from reader.documents.blocks import Block
from reader.documents.furniture import day_of
from reader.text.line_looks import Look, look_of
from reader.text.paragraphs import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.documents.mark_up import Page, Shown

SENTENCE = 30  # characters from which on a line with a full stop is worth keeping wherever it stands
_MOSTLY_LINKS = 0.5
_TITLE_BREAK = re.compile(r"\s*(?:--+|[_|｜]|\s[-–—]\s|——)\s*")
_NOT_LETTERS = re.compile(r"[\W_]+")
_LINES_ABOUT = 14  # of fields above a title, or of signatures below the text
_TITLES = ("articletitle", "og:title", "twitter:title", "dc.title", "title")
_DATES = (
    "pubdate", "publishdate", "publish_date", "article:published_time", "datepublished", "og:release_date", "publishtime",
    "weibo:article:create_at", "dc.date", "date", "firstpublishedtime",
)  # fmt: skip
_SOURCES = ("contentsource", "source", "mediaid", "og:article:source")
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}(?:[\s、,，][\u4e00-\u9fff]{2,4}){0,3}|[A-Z][a-z]+(?: [A-Z][a-z]+){1,2}")


def main_blocks(page: Page, extracted: str, title: str) -> list[Block]:
    """The blocks of a page's text in order, from the fields above its title to the signatures below its end.

    `extracted` is what a library takes for the text; where it is empty, everything but menus and the like counts.
    """
    shown = page.shown
    lines = {_letters(line) for line in extracted.splitlines()}
    whole = "".join(map(_letters, extracted.splitlines()))
    inside = [_is_in(_letters(one.text), lines, whole) for one in shown]
    kept = [not one.aside or inside[number] for number, one in enumerate(shown)]
    texts = [n for n, one in enumerate(shown) if inside[n] and kept[n] and _is_text(one)]
    texts += [n for n, one in enumerate(shown) if not one.aside and _is_sentence(one)]
    texts = sorted(texts or [n for n in range(len(shown)) if inside[n]])
    if not texts:
        return _with_title([one for one in shown if not one.aside] or shown, title)
    first, last = texts[0], texts[-1]
    heading = _title_above(shown, first, title)
    start = first if heading is None else heading
    limit = max(0, start - _LINES_ABOUT)
    start = next((n for n in range(limit, start) if _belongs_above(shown[n])), start)
    while (
        last + 1 < len(shown) and last - texts[-1] < _LINES_ABOUT and _belongs_below(shown[last + 1], inside[last + 1])
    ):
        last += 1
    stretch = [one for n, one in enumerate(shown) if start <= n <= last and kept[n]]
    return _with_title(stretch, title)


def title_of(page: Page) -> str:
    """What the page is called: what its head says, as it stands on the page where it does."""
    names = [page.names[name] for name in _TITLES if page.names.get(name)]
    stated = [*names, *(str(one["headline"]) for one in _linked(page) if one.get("headline")), page.title]
    headings = [one.text for one in page.shown if one.tag in ("h1", "h2", "h3")]
    for candidate in filter(None, stated):
        whole = _letters(candidate)
        for line in [*headings, *(one.text for one in page.shown if len(one.text) <= len(candidate))]:
            letters = _letters(line)
            if (
                len(letters) >= 4
                and whole.startswith(letters)
                and len(letters) * 3 >= len(_letters(_first(candidate))) * 2
            ):
                return line
    if stated and stated[0]:
        return _first(stated[0])
    return headings[0] if headings else ""


def said_by(page: Page) -> dict[str, str]:
    """What the head of a page says for sure: its day and its address."""
    dates = [page.names[name] for name in _DATES if page.names.get(name)]
    dates += [str(one["datePublished"]) for one in _linked(page) if one.get("datePublished")]
    address = next(filter(None, (page.canonical, page.names.get("og:url"), page.saved_from)), "")
    return {
        "date": next(filter(None, map(day_of, dates)), ""),
        "url": address if address.startswith(("http://", "https://")) else "",
    }


def perhaps_by(page: Page) -> dict[str, str]:
    """What the head of a page says where its text says nothing: who wrote it, whose it is."""
    sources = [page.names[name] for name in _SOURCES if page.names.get(name)]
    authors = [page.names[name] for name in ("author", "article:author") if page.names.get(name)]
    for one in _linked(page):
        authors += _names(one.get("author"))
        sources += _names(one.get("publisher"))
    return {
        "publisher": next(iter([*sources, page.names.get("og:site_name", "")]), ""),
        "author": next((name for name in authors if _PERSON.fullmatch(name)), ""),
    }


def _first(title: str) -> str:
    """A title without the names of column and site behind it."""
    return _TITLE_BREAK.split(title.strip())[0] or title.strip()


def _linked(page: Page) -> Iterator[dict[str, Any]]:
    """The objects that describe the page for search engines."""
    for text in page.linked_data:
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            continue
        for one in found if isinstance(found, list) else [found]:
            if isinstance(one, dict):
                yield one
                graph = one.get("@graph")
                if isinstance(graph, list):
                    yield from (part for part in graph if isinstance(part, dict))


def _names(value: object) -> list[str]:
    """The names in what describes a person or a body, or several."""
    if isinstance(value, list):
        return [name for part in value if not isinstance(part, list) for name in _names(part)]
    if isinstance(value, dict):
        value = value.get("name")
    return [value] if isinstance(value, str) else []


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text)


def _is_in(letters: str, lines: set[str], whole: str) -> bool:
    """Whether a block stands in what was extracted: as a line of it, or as a part that is long enough to tell."""
    return bool(letters) and (letters in lines or (len(letters) >= 6 and letters in whole))


def _is_text(one: Shown) -> bool:
    return one.linked < _MOSTLY_LINKS and look_of(one.text) not in (Look.CHROME, Look.LINKS)


def _is_sentence(one: Shown) -> bool:
    """Whether a block is text by itself, whatever a library says."""
    return len(one.text) >= SENTENCE and "。" in one.text and _is_text(one) and look_of(one.text) is Look.PROSE


def _title_above(shown: Sequence[Shown], first: int, title: str) -> int | None:
    """The number of the block that is the title, at or above the first block of the text."""
    letters = _letters(title)
    return next((n for n in range(first, -1, -1) if letters and _letters(shown[n].text) == letters), None)


def _belongs_above(one: Shown) -> bool:
    """Whether a block above the title is a field of the document."""
    return not one.aside and look_of(one.text) is Look.BYLINE


def _belongs_below(one: Shown, inside: bool) -> bool:
    """Whether a block right below the text is a part of it: a signature, who edited it, a row of a table."""
    if one.aside or one.linked >= _MOSTLY_LINKS:
        return False
    return inside or one.tag == "tr" or look_of(one.text) in (Look.BYLINE, Look.DATE, Look.DATED, Look.CAPTION)


def _with_title(shown: Sequence[Shown], title: str) -> list[Block]:
    """The blocks with their kinds; the first that is the title is marked so."""
    blocks: list[Block] = []
    letters, found = _letters(title), False
    for one in shown:
        kind = one.kind
        if not found and letters and _letters(one.text) == letters:
            kind, found = Kind.TITLE, True
        blocks.append(Block(one.text, kind))
    return blocks
