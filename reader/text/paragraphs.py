"""Owns how a text falls into paragraphs. What each is for: line_kinds.py. Sentences inside: sentences.py."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count, repeat
from operator import sub
from typing import TYPE_CHECKING, Self, overload

from reader.text.kinds import CODES, KINDS, Kind
from reader.text.lines import BLANK, Lines
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["BLANK", "LONGEST", "Kind", "Paragraph", "Paragraphs", "split_paragraphs"]

# What a paragraph costs to lay out or to match stays bounded, whatever the file.
LONGEST = 5_000
_VALUES = tuple(kind.value for kind in KINDS)
_SENTENCE_END = re.compile(r"[。！？!?；;…]+[”’」』）)》】]*")
_CLAUSE_END = re.compile(r"[，,、：:\s]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: `number` is 1-based; the span leaves out the white space around it."""

    number: int
    span: Span
    kind: Kind


class Paragraphs(Sequence[Paragraph]):
    """The paragraphs of a text in order, numbered from 1, kept in columns.

    A long text has a million of them, and most are never looked at one by one: each is made when it is.
    """

    __slots__ = ("codes", "ends", "starts")

    def __init__(self, starts: Iterable[int] = (), ends: Iterable[int] = (), codes: bytes | bytearray = b"") -> None:
        """Where each begins and ends, and the place of its kind in `KINDS`."""
        self.starts, self.ends, self.codes = array("q", starts), array("q", ends), bytes(codes)

    @classmethod
    def of(cls, rows: Iterable[tuple[int, int, str]]) -> Self:
        """Paragraphs from where each begins and ends, and what it is for."""
        starts, ends, kinds = tuple(zip(*rows, strict=True)) or ((), (), ())
        return cls(starts, ends, bytes(CODES[Kind(kind)] for kind in kinds))

    @property
    def spans(self) -> list[Span]:
        """Where they stand."""
        return list(map(Span, self.starts, self.ends))

    @property
    def kinds(self) -> Iterator[Kind]:
        """What each is for."""
        return map(KINDS.__getitem__, self.codes)

    def rows(self) -> Iterator[tuple[int, int, int, str]]:
        """Number, start, end and kind of each, as the value that files and the library have for it."""
        return zip(*self._columns(), strict=False)

    def rows_of(self, document: int) -> Iterator[tuple[int, int, int, int, str]]:
        """The same behind the number of a document."""
        return zip(repeat(document), *self._columns())

    def _columns(self) -> tuple[Iterator[int], array[int], array[int], Iterator[str]]:
        return count(1), self.starts, self.ends, map(_VALUES.__getitem__, self.codes)

    def of_kinds(self, kinds: Iterable[Kind]) -> Iterator[Paragraph]:
        """Those that are for one of these; the others cost nothing."""
        wanted = re.compile(b"[%b]" % re.escape(bytes(CODES[kind] for kind in kinds)))
        return (self[found.start()] for found in wanted.finditer(self.codes))

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[Paragraph]:
        return map(Paragraph, count(1), map(Span, self.starts, self.ends), self.kinds)

    @overload
    def __getitem__(self, index: int) -> Paragraph: ...
    @overload
    def __getitem__(self, index: slice) -> list[Paragraph]: ...
    def __getitem__(self, index: int | slice) -> Paragraph | list[Paragraph]:
        if isinstance(index, slice):
            return [self[one] for one in range(*index.indices(len(self)))]
        one = range(len(self))[index]
        return Paragraph(one + 1, Span(self.starts[one], self.ends[one]), KINDS[self.codes[one]])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Paragraphs):
            return NotImplemented
        return (self.starts, self.ends, self.codes) == (other.starts, other.ends, other.codes)

    __hash__ = None  # type: ignore[assignment] # as of any sequence that might change

    def __repr__(self) -> str:
        return f"Paragraphs.of({[row[1:] for row in self.rows()]!r})"


def split_paragraphs(text: str, *, kinds: bool = True) -> Paragraphs:
    r"""The paragraphs of a text in order: one a line, blank lines left out. Linear in the text.

    Only "\n" ends a line. What lies outside the spans is white space (`BLANK`), no span is empty, none is
    longer than `LONGEST`: a longer line falls into several paragraphs, at ends of sentences if it has some.
    Without `kinds` nobody looks what a line is for, and every paragraph counts as body.
    """
    from reader.text.line_kinds import kinds_of  # its patterns take long to compile

    lines = Lines(text)
    codes = kinds_of(lines) if kinds else bytes([CODES[Kind.BODY]]) * len(lines)
    if max(map(sub, lines.ends, lines.starts), default=0) <= LONGEST:
        return Paragraphs(lines.starts, lines.ends, codes)
    starts, ends, spread = array("q"), array("q"), bytearray()
    for line, code in zip(lines.spans(), codes, strict=True):
        pieces = _pieces(text, line)
        starts.extend(piece.start for piece in pieces)
        ends.extend(piece.end for piece in pieces)
        spread += bytes([code]) * len(pieces)
    return Paragraphs(starts, ends, spread)


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
