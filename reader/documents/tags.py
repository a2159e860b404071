"""Owns how a page of HTML falls into tags and text; linear in the page, whatever is wrong with it.

Python's own parser takes time in the square of a page with many openings that are never closed, and pages come from
strangers. What is left open is text here: nothing is lost by it.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
_ATTRIBUTE = re.compile(r"[\s/]*([^\s/>=][^\s/>=]*)(\s*=\s*)?")
_BARE_VALUE = re.compile(r"[^\s>]*")
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "noembed", "noframes"})  # no tags inside
_UNESCAPED = frozenset({"title", "textarea"})  # but entities


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: its name in lower case, `closing` for </name>, and what it states."""

    name: str
    closing: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text; `raw` is what stands inside <script> and the like."""

    text: str
    raw: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """What a comment says."""

    text: str


class _Page:
    """A page with a place in it, and what is known not to come any more."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self._ended: set[str] = set()
        self._next: dict[str, int] = {}

    def find(self, what: str, start: int) -> int:
        """Where something stands next, or -1; what is missing, or known to be further on, is not looked for again."""
        if what in self._ended:
            return -1
        found = self._next.get(what, -1)
        if found < start:
            found = self._next[what] = self.text.find(what, start)
        if found < 0:
            self._ended.add(what)
        return found

    def give_up(self) -> None:
        """From here on no tag is closed: the rest is text."""
        self._ended.add(">")

    def closing(self, name: str, start: int) -> int:
        """Where </name stands next, in any case, or -1."""
        key = f"</{name}"
        if key in self._ended:
            return -1
        found = re.compile(key, re.IGNORECASE).search(self.text, start)
        if found is None:
            self._ended.add(key)
            return -1
        return found.start()


def tokens(text: str) -> Iterator[Tag | Words | Comment]:
    """The tags, texts and comments of a page in order."""
    page = _Page(text)
    while page.at < len(text):
        opening = page.find("<", page.at)
        if opening < 0 or page.find(">", opening) < 0:
            yield Words(unescaped(text[page.at :]))
            return
        if opening > page.at:
            yield Words(unescaped(text[page.at : opening]))
        page.at = opening
        token = _declaration(page) if text[opening + 1] in "!?" else _tag(page)
        if token is None:
            yield Words("<")
            page.at = opening + 1
            continue
        yield token
        if isinstance(token, Tag) and token.name in _RAW and not token.closing:
            end = page.closing(token.name, page.at)
            if end >= 0:
                content = text[page.at : end]
                yield Words(unescaped(content) if token.name in _UNESCAPED else content, raw=True)
                page.at = end


def unescaped(text: str) -> str:
    """The text with its entities as characters; as it stands where one is a number beyond all measure."""
    if "&" not in text:
        return text
    try:
        return html.unescape(text)
    except ValueError:
        return text


def _declaration(page: _Page) -> Words | Comment | None:
    """A comment, CDATA, or a declaration, which comes as an empty comment."""
    text, start = page.text, page.at
    for opens, closes in (("<!--", "-->"), ("<![CDATA[", "]]>")):
        if text.startswith(opens, start):
            end = page.find(closes, start + len(opens))
            if end < 0:
                return None
            page.at = end + len(closes)
            content = text[start + len(opens) : end]
            return Comment(content) if opens == "<!--" else Words(content)
    page.at = page.find(">", start) + 1
    return Comment("")


def _tag(page: _Page) -> Tag | None:
    """The tag that opens here; None where it is none, or is not closed."""
    text, at = page.text, page.at + 1
    closing = text[at] == "/"
    name = _NAME.match(text, at + closing)
    if name is None:
        return None
    attributes: dict[str, str] = {}
    at = name.end()
    while at < len(text) and text[at] != ">":
        found = _ATTRIBUTE.match(text, at)
        if found is None:
            at += 1
            continue
        at = found.end()
        value = ""
        if found[2]:
            quote = text[at : at + 1]
            end = page.find(quote, at + 1) if quote in ('"', "'") else -1
            if end >= 0:
                value, at = text[at + 1 : end], end + 1
            else:
                bare = _BARE_VALUE.match(text, at)
                value = bare[0] if bare else ""
                at += len(value)
        attributes.setdefault(found[1].lower(), unescaped(value))
    if at >= len(text):
        page.give_up()
        return None
    page.at = at + 1
    return Tag(name[0].lower(), closing, attributes)
