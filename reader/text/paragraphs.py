"""Owns how a text falls into paragraphs. What each is for: line_kinds.py. Sentences and names inside: sentences.py."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.text.line_kinds import Kind, kinds_of
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LONGEST", "Kind", "Paragraph", "split_paragraphs"]

# What a paragraph costs to lay out or to match stays bounded, whatever the file.
LONGEST = 5_000
# White space, and what nobody sees at the edge of a line: zero-width space, word joiner, byte order mark.
BLANK = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u2028\u2029\u202f\u205f\u3000\u200b\u2060\ufeff"
)
_SENTENCE_END = re.compile(r"[。！？!?；;…]+[”’」』）)》】]*")
_CLAUSE_END = re.compile(r"[，,、：:\s]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: `number` is 1-based; the span leaves out the white space around it."""

    number: int
    span: Span
    kind: Kind


def split_paragraphs(text: str) -> list[Paragraph]:
    r"""The paragraphs of a text in order: one a line, blank lines left out. Linear in the text.

    Only "\n" ends a line. What lies outside the spans is white space (`BLANK`), no span is empty, none is longer
    than `LONGEST`: a longer line falls into several paragraphs at ends of sentences, where it has some.
    """
    lines: list[Span] = []
    apart: list[bool] = []
    start, empty = 0, False
    for line in text.split("\n"):
        content = line.strip(BLANK)
        if content:
            at = start + len(line) - len(line.lstrip(BLANK))
            lines.append(Span(at, at + len(content)))
            apart.append(empty)
        empty = not content
        start += len(line) + 1
    kinds = kinds_of([span.slice(text) for span in lines], apart)
    paragraphs: list[Paragraph] = []
    for span, kind in zip(lines, kinds, strict=True):
        paragraphs.extend(
            Paragraph(number, piece, kind) for number, piece in enumerate(_pieces(text, span), len(paragraphs) + 1)
        )
    return paragraphs


def _pieces(text: str, line: Span) -> Iterator[Span]:
    """A line in pieces of at most `LONGEST`, without white space at their ends."""
    start = line.start
    while line.end - start > LONGEST:
        cut = _cut(text, start)
        piece = text[start:cut].strip(BLANK)
        if piece:
            at = text.index(piece, start)
            yield Span(at, at + len(piece))
        start = cut
    content = text[start : line.end].strip(BLANK)
    if content:
        at = text.index(content, start)
        yield Span(at, at + len(content))


def _cut(text: str, start: int) -> int:
    """Where a piece that starts at `start` ends: after the last sentence that fits, else clause, else anywhere.

    The first half is not looked at, so that pieces do not get short; marks that combine stay with their base.
    """
    latest = start + LONGEST
    for pattern in (_SENTENCE_END, _CLAUSE_END):
        ends = [found.end() for found in pattern.finditer(text, start + LONGEST // 2, latest)]
        if ends:
            return ends[-1]
    cut = latest
    while cut > start + LONGEST // 2 and (unicodedata.combining(text[cut]) or text[cut] in "\u200d\ufe0f"):
        cut -= 1
    return cut
