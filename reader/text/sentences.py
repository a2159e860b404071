"""Owns the units that a selection grows by: quoted names, clauses, sentences. Paragraphs: paragraphs.py."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.text.marks import CLOSERS, PAUSES, QUOTES, STOPS
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CLOSERS = re.escape("".join(sorted(CLOSERS)))
_STOPS = re.escape("".join(sorted(set(STOPS) - set("!?．.﹒"))))
# ? and ! inside an address, and the points of 3.5, e.g., Mr. and 1. do not end a sentence.
_SENTENCE_END = re.compile(
    rf"(?:[{_STOPS}]|[!?](?![A-Za-z0-9=&/])|(?<=[\u3400-\u9fff{_CLOSERS}])(?:[.﹒](?![.．\w])|(?<![一二三四五六七八九十])．(?![.．0-9０-９A-Za-z]))"
    rf"|(?<=[A-Za-z]{{2}})(?<!\b(?:Mr|Ms|Dr|St|No|vs))(?<!\bMrs)[.．](?=\s|$|[{_CLOSERS}]))+[{_CLOSERS}]*|[\"\n]"
)
# A comma inside a number ends nothing, nor does the colon of a ratio, a time or an address.
_CLAUSE_END = re.compile(
    r"(?:[，；;﹐﹔︐︔…⋯]|(?<!\d),|,(?!\d{3}(?!\d))|(?<!\d)[:：](?!//)|[:：](?![\d/])"
    rf"|[—─―](?=[—─―])|(?<=[—─―])[—─―])+[{_CLOSERS}]*"
)
# What is quoted goes on into the sentence around it where a pause follows.
_GOES_ON = re.compile(f"[{re.escape(PAUSES)}]")
_NAMES = "《〈︽︿"
_WORD = re.compile(r"\w")
_SPACE = re.compile(r"\s*")
_MARK = re.compile(f'[{re.escape("".join([*QUOTES, *QUOTES.values()]))}"\n]')


def sentences(text: str) -> list[Span]:
    """The sentences of a text, which together are the whole of it; linear.

    A sentence ends with 。 ！ ？, the closing marks after them, and the white space that follows, and at the
    end of a line. Ellipses, dashes and decimal points end none, nor does a quotation in the midst of a sentence.
    """
    return _tiles(text, _sentence_ends(text))


def clauses(text: str) -> list[Span]:
    """The clauses of a text, which together are the whole of it; linear. None goes beyond its sentence.

    A clause ends with ， ； ： (half-width too, but not inside 1,234 or 8:2), …… or ——. The 、 of a list ends
    none.
    """
    spans: list[Span] = []
    for sentence in sentences(text):
        ends = (found.end() for found in _CLAUSE_END.finditer(text, sentence.start, sentence.end))
        spans += _tiles(text, ends, sentence.start, sentence.end)
    return spans


def quoted(text: str) -> list[Span]:
    """What stands in “” ‘’ 「」 『』 《》 〈〉 or straight marks, with the marks, the outer before the inner.

    Ordered by start. Marks pair within a line; one without its partner is passed over, and so is one inside a
    pair that closes first. Linear but for the sorting.
    """
    found: list[Span] = []
    opened: list[tuple[str, int]] = []  # the mark that closes, and where its partner stands
    waiting = dict.fromkeys([*QUOTES.values(), '"'], 0)  # how many of each `opened` holds
    for match in _MARK.finditer(text):
        mark = match[0]
        if mark == "\n":
            opened.clear()
            waiting = dict.fromkeys(waiting, 0)
        elif waiting.get(mark):
            while True:
                closing, start = opened.pop()
                waiting[closing] -= 1
                if closing == mark:
                    break
            found.append(Span(start, match.end()))
        elif mark in QUOTES or mark == '"':
            closing = QUOTES.get(mark, mark)
            opened.append((closing, match.start()))
            waiting[closing] += 1
    return sorted(found, key=lambda span: (span.start, -span.end))


def enclosing(spans: Iterable[Span], span: Span) -> Span | None:
    """The smallest of the spans that contains `span` and is larger; None where there is none."""
    larger = (other for other in spans if len(other) > len(span) and other.contains(span))
    return min(larger, key=len, default=None)


def _sentence_ends(text: str) -> Iterator[int]:
    """Offsets behind the last mark of each sentence, in order."""
    inside = False  # whether a straight quotation mark is open: only one that closes belongs to what ended
    goes_on = _Quotations(text).goes_on
    for found in _SENTENCE_END.finditer(text):
        end = found.end()
        if found[0] == "\n":
            inside = False
            yield end
        elif found[0] == '"':
            inside = not inside
        else:
            if inside and text.startswith('"', end):
                end += 1
            if not goes_on(found.start(), end):
                yield end


class _Quotations:
    """Tells of stops, asked for in order, whether the sentence around a quotation goes on behind them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans = quoted(text)
        self._next = 0
        self._open: list[Span] = []

    def goes_on(self, stop: int, end: int) -> bool:
        closed: Span | None = None  # the outermost quotation that ends with the stop
        while self._next < len(self._spans) and self._spans[self._next].start < end:
            span = self._spans[self._next]
            self._next += 1
            while self._open and self._open[-1].end <= span.start:
                self._open.pop()
            self._open.append(span)
        while self._open and self._open[-1].end <= end:
            span = self._open.pop()
            if span.end > stop:
                closed = span
        if closed is None:
            return False
        text = self._text
        if self._open or _GOES_ON.match(text, end):
            return True
        # “走。” behind a colon or at the start is a sentence; “走。” in the midst of one is a part of it.
        named = text[closed.start] in _NAMES or (closed.start and _WORD.match(text, closed.start - 1))
        return bool(named and _WORD.match(text, end))


def _tiles(text: str, ends: Iterable[int], start: int = 0, stop: int | None = None) -> list[Span]:
    """The text between two offsets, cut at each of the ends, in order; each part holds a letter or a digit.

    Marks by themselves stay with what they follow, and so does white space; only a text without anything else
    is one part.
    """
    stop = len(text) if stop is None else stop
    cuts = [start]
    word = _WORD.search(text, start, stop)
    for end in ends:
        match = _SPACE.match(text, end, stop)
        cut = match.end() if match else end
        if word is not None and word.start() < cut < stop:
            word = _WORD.search(text, cut, stop)
            cuts.append(cut)
        elif word is not None and len(cuts) > 1 and cuts[-1] < cut < stop:
            cuts[-1] = cut
    if word is None and len(cuts) > 1:
        cuts.pop()
    return [Span(first, last) for first, last in pairwise([*cuts, stop])] if start < stop else []
