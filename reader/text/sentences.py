"""Owns the units that a selection grows by: quoted names, clauses, sentences. Paragraphs: paragraphs.py."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CLOSING = r"[”’」』﹂﹄》〉）)】〕］\]]*"
# ? and ! inside an address, and the points of 3.5, e.g. and 1. do not end a sentence.
_SENTENCE_END = re.compile(
    rf"(?:[。｡！？‼⁇⁈⁉]|[!?](?![A-Za-z0-9=&/])|(?<=[\u3400-\u9fff”’」』）)])[.．](?![.．\w])"
    rf"|(?<=[A-Za-z]{{2}})\.(?=\s|$))+{_CLOSING}|[\"\n]"
)
# A comma inside a number ends nothing, nor does the colon of a ratio, a time or an address.
_CLAUSE_END = re.compile(
    r"(?:[，；;﹐﹔…⋯]|(?<!\d),|,(?!\d{3}(?!\d))|(?<!\d)[:：](?!//)|[:：](?![\d/])"
    rf"|[—─―](?=[—─―])|(?<=[—─―])[—─―])+{_CLOSING}"
)
_CONTENT = re.compile(r"\S")
_SPACE = re.compile(r"\s*")
_OPENING = {
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "﹁": "﹂",
    "﹃": "﹄",
    "《": "》",
    "〈": "〉",
}
_MARK = re.compile(r"[“”‘’「」『』﹁﹂﹃﹄《》〈〉\"\n]")


def sentences(text: str) -> list[Span]:
    """The sentences of a text, which together are the whole of it; linear.

    A sentence ends with 。 ！ ？, the closing marks after them, and the white space that follows, and at the
    end of a line. Ellipses, dashes and decimal points end none.
    """
    return _tiles(text, _sentence_ends(text))


def clauses(text: str) -> list[Span]:
    """The clauses of a text, which together are the whole of it; linear. None goes beyond its sentence.

    A clause ends with ， ； ： (half-width too, but not inside 1,234 or 8:2), …… or ——. The 、 of a list ends
    none.
    """
    ends = {found.end() for found in _CLAUSE_END.finditer(text)}
    return _tiles(text, sorted(ends.union(_sentence_ends(text))))


def quoted(text: str) -> list[Span]:
    """What stands in “” ‘’ 「」 『』 《》 〈〉 or straight marks, with the marks, the outer before the inner.

    Ordered by start. Marks pair within a line; one without its partner is passed over, and so is one inside a
    pair that closes first. Linear but for the sorting.
    """
    found: list[Span] = []
    opened: list[tuple[str, int]] = []  # the mark that closes, and where its partner stands
    waiting = dict.fromkeys([*_OPENING.values(), '"'], 0)  # how many of each `opened` holds
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
        elif mark in _OPENING or mark == '"':
            closing = _OPENING.get(mark, mark)
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
    for found in _SENTENCE_END.finditer(text):
        if found[0] == "\n":
            inside = False
            yield found.end()
        elif found[0] == '"':
            inside = not inside
        elif inside and text.startswith('"', found.end()):
            yield found.end() + 1
        else:
            yield found.end()


def _tiles(text: str, ends: Iterable[int]) -> list[Span]:
    """The text cut at each of the ends, in order; white space stays with what it follows."""
    first = _CONTENT.search(text)
    if first is None:
        return [Span(0, len(text))] if text else []
    spans: list[Span] = []
    start = 0
    for end in ends:
        match = _SPACE.match(text, end)
        cut = match.end() if match else end
        if cut > start and cut > first.start() and cut < len(text):
            spans.append(Span(start, cut))
            start = cut
    spans.append(Span(start, len(text)))
    return spans
