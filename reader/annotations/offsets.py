"""Owns what offsets of other tools mean: units, line ends, and which of them fits all spans of a file.

Nothing here reads files. Inside the project all offsets are code points of the document's text; here alone they
may be UTF-16 units, bytes of UTF-8 or grapheme clusters, may count a line end as two or a byte order mark as one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import OrderedDict
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, Protocol

from reader.errors import UsageError, nearest
from reader.text.spans import Span
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BOM = "\ufeff"
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_SPACE = re.compile(r"\s+")
_KEPT_TEXTS = 8  # texts whose tables are kept: lines of one document may be mixed with those of another


class Unit(StrEnum):
    """What one step of an offset is; the value is what a person writes."""

    CODE_POINTS = "code-points"
    UTF16 = "utf-16"
    BYTES = "bytes"
    GRAPHEMES = "graphemes"


class LineEnds(StrEnum):
    """What a line end of two characters counts; the value is what a person writes."""

    AS_GIVEN = "as-given"
    ONE = "lf"
    TWO = "crlf"


@dataclass(frozen=True, slots=True)
class Counting:
    """How a tool counts: the unit, what a line end counts, and where it departs from `[start, end)` from 0.

    `bom` counts a byte order mark before the text; `inclusive` ends name the last character, not the one behind
    it; `first` is the number of the first character.
    """

    unit: Unit = Unit.CODE_POINTS
    line_ends: LineEnds = LineEnds.AS_GIVEN
    bom: bool = False
    inclusive: bool = False
    first: int = 0

    def __str__(self) -> str:
        words = [self.unit.value]
        words += [self.line_ends.value] if self.line_ends is not LineEnds.AS_GIVEN else []
        words += ["bom"] if self.bom else []
        words += ["inclusive"] if self.inclusive else []
        words += ["from-1"] if self.first else []
        return ",".join(words)


_WORDS: dict[str, dict[str, object]] = {
    **{unit.value: {"unit": unit} for unit in Unit},
    **{ends.value: {"line_ends": ends} for ends in LineEnds},
    "bom": {"bom": True},
    "inclusive": {"inclusive": True},
    "from-1": {"first": 1},
}


def parse_counting(words: str) -> Counting:
    """A counting from its words, as `str` gives them; raises UsageError for a word that is none."""
    counting = Counting()
    for word in words.lower().split(","):
        if word.strip() not in _WORDS:
            raise UsageError(
                _("{words}: {word} is no way to count.").format(words=words, word=word.strip() or _("nothing")),
                nearest(word, _WORDS),
            )
        counting = replace(counting, **_WORDS[word.strip()])  # type: ignore[arg-type] # each word has its own field
    return counting


USUAL = tuple(Counting(unit) for unit in (Unit.CODE_POINTS, Unit.UTF16))
"""What most tools count, tried first."""

UNITS = tuple(Counting(unit) for unit in Unit)

_ENDS = (LineEnds.AS_GIVEN, LineEnds.ONE, LineEnds.TWO)

ALL = (
    *(Counting(unit, ends) for ends in _ENDS for unit in Unit),
    *(Counting(Unit.BYTES, ends, bom=True) for ends in _ENDS),  # three bytes; one character would be from-1
)
"""Everything that is tried before a file is refused."""

SHIFTED = tuple(
    replace(counting, inclusive=inclusive, first=first)
    for inclusive, first in ((True, 0), (True, 1), (False, 1))
    for counting in ALL
    if not counting.bom
)
"""Departures that are told of, but never guessed: a person must name them."""


class Claim(Protocol):
    """What a file says of a place: offsets of its parts, and the words that stand there, or None.

    The words of several parts are joined by one space.
    """

    @property
    def parts(self) -> tuple[tuple[int, int], ...]:
        """Start and end of each part, in the file's own unit."""

    @property
    def text(self) -> str | None:
        """The words the file says stand there."""


class Said(NamedTuple):
    """The simplest claim."""

    parts: tuple[tuple[int, int], ...]
    text: str | None = None


def plain_line_ends(text: str) -> str:
    """A text as documents hold it: without byte order mark, every line end as one newline."""
    return text.removeprefix(_BOM).replace("\r\n", "\n").replace("\r", "\n")


class Ruler:
    """Measures one text in one way of counting; gives spans of the text as documents hold it."""

    def __init__(self, text: str, counting: Counting) -> None:
        self._counting = counting
        self.counted = _counted(text, counting)
        self._offsets = _offsets(self.counted, counting.unit)
        self._astral = _astral(self.counted) if counting.unit is Unit.UTF16 else []
        # What documents do not hold: the byte order mark, and the first of the two characters of a line end.
        self._dropped = [match.start() for match in re.finditer("\r(?=\n)", self.counted)]
        if self.counted.startswith(_BOM):
            self._dropped.insert(0, 0)

    def words(self, claim: Claim) -> str | None:
        """The words at the places a claim names, joined by a space; None where they name no place."""
        places = self._places(claim)
        return None if places is None else " ".join(self.counted[start:end] for start, end in places)

    def spans(self, claim: Claim) -> tuple[Span, ...] | None:
        """The spans a claim names in the document's text; None where one names no place in it, or an empty one."""
        places = self._places(claim)
        if places is None:
            return None
        spans = [(self._kept(start), self._kept(end)) for start, end in places]
        return tuple(Span(*span) for span in spans) if all(start < end for start, end in spans) else None

    def _places(self, claim: Claim) -> list[tuple[int, int]] | None:
        counting = self._counting
        places = []
        for start, end in claim.parts:
            first = self._place(start - counting.first)
            last = self._place(end - counting.first + counting.inclusive)
            if first is None or last is None or first >= last:
                return None
            places.append((first, last))
        return places

    def _place(self, offset: int) -> int | None:
        """The code point of the counted text at an offset; None outside of it, and within a character."""
        if offset < 0:
            return None
        if self._counting.unit is Unit.UTF16 and self._astral:
            before = bisect_left(self._astral, offset)  # characters of two units that begin before it
            if before and self._astral[before - 1] == offset - 1:
                return None
            place = offset - before
            return place if place <= len(self.counted) else None
        if self._offsets is None:
            return offset if offset <= len(self.counted) else None
        if self._counting.unit is Unit.GRAPHEMES:
            return self._offsets[offset] if offset < len(self._offsets) else None
        place = bisect_left(self._offsets, offset)
        return place if place < len(self._offsets) and self._offsets[place] == offset else None

    def _kept(self, place: int) -> int:
        return place - bisect_left(self._dropped, place)


def _counted(text: str, counting: Counting) -> str:
    if counting.line_ends is not LineEnds.AS_GIVEN:
        text = plain_line_ends(text)
    if counting.line_ends is LineEnds.TWO:
        text = text.replace("\n", "\r\n")
    return _BOM + text.removeprefix(_BOM) if counting.bom else text


def _astral(text: str) -> list[int]:
    """The UTF-16 offsets at which characters of two units begin."""
    if text.isascii():
        return []
    return [match.start() + number for number, match in enumerate(_ASTRAL.finditer(text))]


def _offsets(text: str, unit: Unit) -> Sequence[int] | None:
    """For bytes, the offset of each code point and of the end; for graphemes, the code point each begins at.

    None where every code point is one.
    """
    from array import array

    if unit is Unit.BYTES and not text.isascii():
        sizes = (1 if c < "\x80" else 2 if c < "\u0800" else 3 if c < "\U00010000" else 4 for c in text)
        return array("L", accumulate(sizes, initial=0))
    if unit is Unit.GRAPHEMES and not (text.isascii() and "\r" not in text):
        import regex

        starts = array("L", (match.start() for match in regex.finditer(r"\X", text)))
        starts.append(len(text))
        return None if len(starts) == len(text) + 1 else starts
    return None


def same_words(found: str, said: str) -> bool:
    """Whether the words found are those a file tells of, be its line ends and white space written otherwise."""
    return found == said or _SPACE.sub(" ", found) == _SPACE.sub(" ", said)


@dataclass(frozen=True, slots=True)
class Failure:
    """A claim that does not fit, and the words that stand there instead; None where there is no such place."""

    claim: Claim
    found: str | None


class Trial:
    """Tries ways of counting on the claims of a file; what does not fit is tried no further.

    With `thorough`, all are tried on all claims, so that what fits most can be told.
    """

    def __init__(self, countings: Iterable[Counting], *, thorough: bool = False) -> None:
        self.fitted = dict.fromkeys(countings, 0)
        self.failures: dict[Counting, Failure] = {}
        self.claims = 0
        self.unproved = 0  # claims that came without words
        self._thorough = thorough
        self._results = dict.fromkeys(self.fitted, 0)
        self._rulers: OrderedDict[str, dict[Counting, Ruler]] = OrderedDict()

    @property
    def fitting(self) -> list[Counting]:
        """What fits all claims so far, in the order given."""
        return [counting for counting in self.fitted if counting not in self.failures]

    def see(self, text: str, claims: Sequence[Claim]) -> None:
        """Tries a text, as the file has it, with claims about it."""
        self.claims += len(claims)
        self.unproved += sum(claim.text is None for claim in claims)
        rulers = self._rulers_of(text)
        for counting in list(self.fitted) if self._thorough else self.fitting:
            ruler = rulers.get(counting) or Ruler(text, counting)
            if not self._thorough:  # where all are tried, their tables together would be many times the text
                rulers[counting] = ruler
            for claim in claims:
                self._try(counting, ruler, claim)
                if counting in self.failures and not self._thorough:
                    del rulers[counting]
                    break

    def _rulers_of(self, text: str) -> dict[Counting, Ruler]:
        rulers = self._rulers.setdefault(text, {})
        self._rulers.move_to_end(text)
        if len(self._rulers) > _KEPT_TEXTS:
            self._rulers.popitem(last=False)
        return rulers

    def _try(self, counting: Counting, ruler: Ruler, claim: Claim) -> None:
        spans = ruler.spans(claim)
        words = ruler.words(claim)
        if spans is None or words is None or (claim.text is not None and not same_words(words, claim.text)):
            self.failures.setdefault(counting, Failure(claim, words))
            return
        self.fitted[counting] += 1
        # One number for all spans so far: equal numbers, equal spans.
        self._results[counting] = hash((self._results[counting], spans))

    def agree(self, one: Counting, other: Counting) -> bool:
        """Whether two ways of counting that fit have given the same spans."""
        return self._results[one] == self._results[other]

    def best(self) -> Counting:
        """What fits the most claims; of equals, the first."""
        return max(self.fitted, key=lambda counting: self.fitted[counting])


def find_unit(claims: Iterable[Claim], text: str) -> Unit | None:
    """The unit in which all claims about a text fit; the first of code points, UTF-16, bytes and graphemes.

    None where none fits all.
    """
    trial = Trial(UNITS)
    trial.see(text, list(claims))
    return trial.fitting[0].unit if trial.fitting else None
