"""Owns word-sequence rules: what a step is, how steps are read from a pack, and where they stand in a text.

Each word of a paragraph becomes one character that says which steps it fits; the steps become a regular expression
over these characters, so that repetition and time limits are those of the patterns.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import regex

from reader.errors import nearest
from reader.text.folding import fold
from reader.text.parts_of_speech import TAGS, TaggedWord, cutter, tagged_words
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.tagging.packfile import Table

MOST_STEPS = 12  # that differ in what they ask of a word
MOST_TIMES = 99
_KEYS = ("text", "pos", "pattern", "times", "span")
_TIMES = regex.compile(r"([?*+])|(\d{1,3})(?:(-)(\d{0,3}))?")
_FIRST_CODE = 0xF0000  # private to whoever uses them, and enough for all sets of steps
_WORDS_REMEMBERED = 1 << 14
_WORD_LIMIT_S = 0.5  # for a pattern over one word
_WORDS_A_LOOK = 256  # at the clock


class Word(NamedTuple):
    """What a step asks of one word; empty where it asks nothing of the kind."""

    texts: tuple[str, ...] = ()  # in the match form; the word is one of them
    tags: tuple[str, ...] = ()  # its part of speech begins with one of them
    pattern: str = ""  # matches the whole word


@dataclass(frozen=True, slots=True)
class Step:
    """One place in a sequence of words: what stands there, how often (a quantifier), and whether it is marked."""

    word: Word
    times: str = ""
    marked: bool = False

    @property
    def is_optional(self) -> bool:
        """Whether the step may be left out."""
        return self.times.startswith(("?", "*", "{0"))


def read_steps(table: Table, key: str, read_pattern: Callable[[Table, str], str]) -> tuple[Step, ...]:
    """The steps of a rule; RuleError, at the step's own line, for one that cannot be used."""
    tables = table.tables(key)
    steps = tuple(_step(step, read_pattern) for step in tables)
    if not steps:
        table.refuse(key, _("{key} has no step.").format(key=key), _('Write words = [{ pos = "n" }, { text = "…" }].'))
    if all(step.is_optional for step in steps):
        table.refuse(key, _("all steps may be left out: the rule would mark nothing everywhere."))
    if len({step.word for step in steps}) > MOST_STEPS:
        table.refuse(key, _("more than {count} different steps.").format(count=MOST_STEPS), _("Write two rules."))
    marked = [step.marked for step in steps]
    first, last = marked.index(True) if any(marked) else 0, len(marked) - marked[::-1].index(True) if any(marked) else 0
    if not all(marked[first:last]):
        tables[marked.index(False, first)].refuse("span", _("the steps with span = true must stand side by side."))
    if any(marked) and all(step.is_optional for step in steps[first:last]):
        tables[first].refuse("span", _("all that is to be marked may be left out."))
    return steps


def needed_words(steps: Sequence[Step]) -> tuple[str, ...]:
    """Words of which every text with a hit has at least one; empty where nothing can be said."""
    known = [step.word.texts for step in steps if step.word.texts and not step.is_optional]
    return min(known, key=len, default=())


def _step(table: Table, read_pattern: Callable[[Table, str], str]) -> Step:
    table.only(_KEYS)
    if "text" in table.values and "pattern" in table.values:
        table.refuse("pattern", _("a step has text or pattern, not both."))
    if not {"text", "pos", "pattern"} & table.values.keys():
        table.refuse(
            "pos", _("the step asks nothing of its word."), _("Add text, pos or pattern; pattern = '.*' is any word.")
        )
    for tag in (tags := table.texts_or_text("pos")):
        if not any(known.startswith(tag) for known in TAGS):
            table.refuse("pos", _("there is no part of speech {tag!r}.").format(tag=tag), nearest(tag, TAGS))
    texts = tuple(dict.fromkeys(fold(text).view.strip() for text in table.texts_or_text("text")))
    if "" in texts:
        table.refuse("text", _("text is empty."))
    pattern = read_pattern(table, "pattern") if "pattern" in table.values else ""
    return Step(Word(texts, tags, pattern), _times(table), table.flag("span"))


def _times(table: Table) -> str:
    written = table.text("times", "")
    found = _TIMES.fullmatch(written)
    if not written or (found and found[1]):
        return written
    least, most = (int(found[2]), int(found[4] or MOST_TIMES) if found[3] else int(found[2])) if found else (0, 0)
    if not least <= most <= MOST_TIMES or not most:
        table.refuse(
            "times",
            _("{written!r} says no number of times.").format(written=written),
            _('Write "?", "*", "+", "2", "1-3" or "2-".'),
        )
    return f"{{{least},{most}}}"


class WordSearch:
    """A sequence of words, ready to be looked for."""

    def __init__(self, steps: Sequence[Step], flags: int) -> None:
        self._words = list(dict.fromkeys(step.word for step in steps))
        self._patterns = [regex.compile(word.pattern, flags) if word.pattern else None for word in self._words]
        self._code = lru_cache(maxsize=_WORDS_REMEMBERED)(self._code_of)
        pattern, inside = "", False
        for step in steps:
            if step.marked is not inside:
                pattern += "(?<span>" if step.marked else ")"
                inside = step.marked
            pattern += self._class(step.word) + step.times
        self._pattern = regex.compile(pattern + ")" * inside, flags)
        self._group: str | int = "span" if any(step.marked for step in steps) else 0

    def find(self, words: Sequence[TaggedWord], timeout_s: float) -> list[tuple[int, int]]:
        """Where the sequence stands, as half-open ranges of words; raises TimeoutError."""
        end = time.monotonic() + timeout_s
        codes = ""
        for word in words:
            codes += self._code(word)
            if time.monotonic() > end:
                raise TimeoutError
        hits = self._pattern.finditer(codes, timeout=timeout_s, concurrent=False)
        return [hit.span(self._group) for hit in hits]

    def _code_of(self, word: TaggedWord) -> str:
        fits = 0
        for number, (wanted, pattern) in enumerate(zip(self._words, self._patterns, strict=True)):
            if (
                (not wanted.texts or word.word in wanted.texts)
                and (not wanted.tags or word.tag.startswith(wanted.tags))
                and (pattern is None or pattern.fullmatch(word.word, timeout=_WORD_LIMIT_S) is not None)
            ):
                fits |= 1 << number
        return chr(_FIRST_CODE + fits)

    def _class(self, word: Word) -> str:
        """The characters of all words that fit a step, as a class of ranges."""
        bit = 1 << self._words.index(word)
        firsts = range(_FIRST_CODE + bit, _FIRST_CODE + (1 << len(self._words)), 2 * bit)
        return "[" + "".join(f"{chr(first)}-{chr(first + bit - 1)}" for first in firsts) + "]"


def words_within(text: str, time_limit_s: float) -> list[TaggedWord]:
    """The words of a match form; raises TimeoutError where cutting takes longer, loading not counted."""
    cutter()
    end = time.monotonic() + time_limit_s
    words: list[TaggedWord] = []
    for word in tagged_words(text):
        words.append(word)
        if len(words) % _WORDS_A_LOOK == 0 and time.monotonic() > end:
            raise TimeoutError
    return words
