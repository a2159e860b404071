"""Owns how a text falls into paragraphs. What each is for: line_kinds.py. Sentences inside: sentences.py."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, overload

from reader.text.kinds import Kind
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LONGEST", "Kind", "Paragraph", "split_paragraphs"]

# What a paragraph costs to lay out or to match stays bounded, whatever the file.
LONGEST = 5_000
# Up to this length the lines of a text are all cut out at once, which is quicker.
_SHORT = 1 << 20
# White space, and what nobody sees at the edge of a line: zero-width space, word joiner, byte order mark.
BLANK = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\u200b\u2060\ufeff"
)
_SENTENCE_END = re.compile(r"[。！？!?；;…]+[”’」』）)》】]*")
_CLAUSE_END = re.compile(r"[，,、：:\s]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: `number` is 1-based; the span leaves out the white space around it."""

    number: int
    span: Span
    kind: Kind


def split_paragraphs(text: str, *, kinds: bool = True) -> list[Paragraph]:
    r"""The paragraphs of a text in order: one a line, blank lines left out. Linear in the text.

    Only "\n" ends a line. What lies outside the spans is white space (`BLANK`), no span is empty, none is
    longer than `LONGEST`: a longer line falls into several paragraphs, at ends of sentences if it has some.
    Without `kinds` nobody looks what a line is for, and every paragraph counts as body.
    """
    from reader.text.line_kinds import kinds_of  # its patterns take long to compile

    lines = _Lines(text)
    apart: list[bool] = []  # whether an empty line stands before each
    start, empty = 0, False
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end]
        content = line.strip(BLANK)
        if content:
            first = start if len(content) == len(line) else start + len(line) - len(line.lstrip(BLANK))
            lines.add(first, first + len(content))
            apart.append(empty)
        empty = not content
        start = end + 1
    paragraphs: list[Paragraph] = []
    seen = lines if len(text) > _SHORT else list(lines)
    what = kinds_of(seen, apart) if kinds else repeat(Kind.BODY, len(lines))
    for span, kind in zip(lines.spans(), what, strict=True):
        if span.end - span.start <= LONGEST:
            paragraphs.append(Paragraph(len(paragraphs) + 1, span, kind))
        else:
            for piece in _pieces(text, span):
                paragraphs.append(Paragraph(len(paragraphs) + 1, piece, kind))
    return paragraphs


class _Lines(Sequence[str]):
    """The lines of a text, cut out of it when they are looked at: all at once a long text would take its room again."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts, self._ends = array("q"), array("q")

    def add(self, start: int, end: int) -> None:
        """Adds a line."""
        self._starts.append(start)
        self._ends.append(end)

    def spans(self) -> Iterator[Span]:
        """Where each stands."""
        return map(Span, self._starts, self._ends)

    def __len__(self) -> int:
        return len(self._starts)

    def __iter__(self) -> Iterator[str]:
        text = self._text
        return (text[start:end] for start, end in zip(self._starts, self._ends, strict=True))

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        return self._text[self._starts[index] : self._ends[index]]


def _pieces(text: str, line: Span) -> list[Span]:
    """A line in pieces of at most `LONGEST`, without white space at their ends."""
    if len(line) <= LONGEST:
        return [line]
    pieces = []
    start = line.start
    while start < line.end:
        cut = _cut(text, start) if line.end - start > LONGEST else line.end
        piece = text[start:cut]
        content = piece.strip(BLANK)
        if content:
            at = start + len(piece) - len(piece.lstrip(BLANK))
            pieces.append(Span(at, at + len(content)))
        start = cut
    return pieces


def _cut(text: str, start: int) -> int:
    """Where the piece from `start` ends: after the last sentence that fits, else clause, else anywhere.

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
