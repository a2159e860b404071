"""Owns a rule made ready to run: what it hits in the match form of one paragraph, conditions included."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import regex

from reader.tagging.flat_patterns import flat_pattern
from reader.tagging.rules import CONTEXT, FLAGS, Condition, right_before
from reader.tagging.word_rules import WordSearch
from reader.text.automaton import automaton

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable

    from reader.tagging.passages import Passage
    from reader.tagging.rules import Rule

    # By its places in the match form, with what `repeat` is to look for, empty where it is not asked. No class: to make
    # one takes as long as to find it.
    Hit = tuple[int, int, str]
    PhraseSearch = Callable[[str], list[tuple[int, int]]]
    Holds = Callable[[str, int, int, float], bool]


class CompiledRule:
    """A rule ready to run. It is compiled when a paragraph first asks it: of a large pack, a short text asks little."""

    __slots__ = (
        "_conditions", "_flat", "_group", "_is_ready", "_name", "_pattern", "_phrases", "_sequence", "_unquoted", "rule",
    )  # fmt: skip

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self._is_ready = False

    def _get_ready(self) -> None:
        rule = self.rule
        self._phrases = phrase_search(rule.phrases) if rule.phrases else None
        self._sequence = WordSearch(rule.words, FLAGS) if rule.words else None
        self._pattern = regex.compile(rule.pattern, FLAGS) if rule.pattern else None
        self._flat = flat_pattern(rule.pattern) if rule.pattern else None
        groups = {} if self._pattern is None else self._pattern.groupindex
        self._group: str | int = "span" if "span" in groups else 0
        self._name: str | int = "name" if "name" in groups else self._group
        self._conditions = [_condition(condition) for condition in rule.conditions]
        self._unquoted = [
            _condition(Condition(where, wanted=True, pattern=pattern))
            for where, pattern in (("after", rule.repeat_after), ("before", rule.repeat_before))
            if pattern
        ]
        self._is_ready = True

    def hits(self, passage: Passage, timeout_s: float) -> list[Hit]:
        """Raises TimeoutError where the pattern, or its conditions together, need longer than `timeout_s`."""
        if not self._is_ready:
            self._get_ready()
        found = self._found(passage, timeout_s)
        return self._holding(found, passage.view, timeout_s) if found and self._conditions else found

    def _found(self, passage: Passage, timeout_s: float) -> list[Hit]:
        view = passage.view
        if self._pattern is not None:
            hits: Iterable[re.Match[str] | regex.Match[str]]
            if self._flat is not None and len(view) <= self._flat.longest:
                hits = self._flat.pattern.finditer(view)
            else:  # letting go of the interpreter's lock costs more than a paragraph takes
                hits = self._pattern.finditer(view, timeout=timeout_s, concurrent=False)
            if self.rule.repeat is None:
                return [(*hit.span(self._group), "") for hit in hits]
            return [(*hit.span(self._group), hit[self._name] or "") for hit in hits]
        if self._phrases is not None:
            places = self._phrases(view)
        else:
            assert self._sequence is not None  # noqa: S101 - a rule has one of the three
            words, starts = passage.words(timeout_s)
            places = [(starts[first], starts[last]) for first, last in self._sequence.find(words, timeout_s)]
        if self.rule.repeat is None:
            return [(start, end, "") for start, end in places]
        return [(start, end, view[start:end]) for start, end in places]

    def _holding(self, hits: list[Hit], view: str, timeout_s: float) -> list[Hit]:
        """The hits for which every condition holds; the time is for all of them together."""
        deadline = time.monotonic() + timeout_s
        return [hit for hit in hits if self.allows(view, hit[0], hit[1], deadline)]

    def allows(self, view: str, start: int, end: int, deadline: float) -> bool:
        """Whether every condition holds for a place in a match form; raises TimeoutError at `deadline`.

        Only a rule that has hit something is ready to tell.
        """
        for holds in self._conditions:
            left_s = deadline - time.monotonic()
            if left_s <= 0:
                raise TimeoutError
            if not holds(view, start, end, left_s):
                return False
        return True

    def repeats_unquoted(self, view: str, start: int, end: int, timeout_s: float) -> bool:
        """Whether a name that the rule had found stands without its marks there, by what is around it.

        Only a rule that has hit something is ready to tell. Raises TimeoutError.
        """
        return any(holds(view, start, end, timeout_s) for holds in self._unquoted)


def phrase_search(phrases: Iterable[str]) -> PhraseSearch:
    """A function that gives where phrases stand in a text: the leftmost, and of those the longest."""
    find = automaton(list(phrases))
    return lambda text: [(start, end) for _, start, end in find(text)]


def _condition(condition: Condition) -> Holds:
    wanted = condition.wanted
    if condition.where == "before":
        ending = regex.compile(right_before(condition.pattern), FLAGS)

        def holds_before(view: str, start: int, _: int, timeout_s: float) -> bool:
            near = view[max(0, start - CONTEXT) : start]
            return (ending.search(near, timeout=timeout_s) is not None) is wanted

        return holds_before
    pattern = regex.compile(condition.pattern, FLAGS)
    if condition.where == "after":

        def holds_after(view: str, _: int, end: int, timeout_s: float) -> bool:
            near = view[end : end + CONTEXT]
            return (pattern.match(near, timeout=timeout_s) is not None) is wanted

        return holds_after

    def holds_near(view: str, start: int, end: int, timeout_s: float) -> bool:
        near = view[max(0, start - CONTEXT) : end + CONTEXT]
        return (pattern.search(near, timeout=timeout_s) is not None) is wanted

    return holds_near
