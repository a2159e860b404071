"""Owns `repeat`: a name that was found once in a document is marked wherever else the document has it.

So are its short forms, where the pack tells what these are (short_forms.py).
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.overlap import Overlap, clear_of, resolve
from reader.tagging.compiled import phrase_search
from reader.tagging.matches import Match, Skipped
from reader.tagging.rules import Repeat
from reader.tagging.short_forms import ShortFormSearch, unmarked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from reader.tagging.compiled import CompiledRule
    from reader.tagging.passages import Passage
    from reader.tagging.rules import ShortForms

SHORT_FORMS = "short_forms"  # what is skipped where their patterns run out of time
SHORTEST_REPEAT = 3  # of a name without quotes; shorter ones are other words too often …
SHORTEST_ALONE = 4  # … and of one that its rule repeats in quotes, unless what stands behind it says that it is one
_QUOTED = frozenset({("“", "”"), ("‘", "’"), ('"', '"'), ("'", "'"), ("《", "》")})


class Named(NamedTuple):
    """A match that names something: `name` is what `repeat` looks for, `whole` the match as its match form has it."""

    match: Match
    name: str
    whole: str


class Names:
    """The names that a document's own matches have given it."""

    def __init__(self, rules: Mapping[str, CompiledRule], short_forms: ShortForms | None = None) -> None:
        self._rules = rules
        self._short_forms = short_forms
        self._first: dict[str, Match] = {}
        self._whole: dict[str, tuple[Match, str]] = {}
        self._in_marks: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self._first)

    def remember(self, named: Iterable[Named], kept: Iterable[Match]) -> None:
        """Notes the names of passages that stay; of two rules with one name, the one that repeats further."""
        places = {(match.span, match.label) for match in kept}
        for match, name, whole in named:
            if (match.span, match.label) in places:
                known = self._first.setdefault(name, match)
                if self._reach(match) >= self._reach(known):
                    self._first[name] = match
                if self._short_forms is not None and match.label == self._short_forms.label:
                    self._keep_whole(match, unmarked(name), unmarked(whole))
                    if _is_marked(whole, 1, len(whole) - 1):
                        self._in_marks.add(unmarked(whole))

    def _keep_whole(self, match: Match, name: str, whole: str) -> None:
        """Where all of a name stands in marks, only its rule knows whether it is one without them."""
        if whole != name or self._repeats_anywhere(match):
            self._whole.setdefault(whole, (match, name))

    def repeated(
        self, matches: Sequence[Match], passages: Sequence[Passage], timeout_s: float, skipped: list[Skipped]
    ) -> list[Match]:
        """The matches, in order, with those that the names add; these leave alone what has their label already.

        A passage in which to tell needs longer than `timeout_s` is appended to `skipped`; its short forms are not marked
        then, nor the names of a rule that cannot tell in time where one stands without marks.
        """
        together = _with_others(matches, self._again(passages, timeout_s, skipped))
        if self._short_forms is not None:
            together = _with_others(together, self._shorter(together, passages, self._short_forms, timeout_s, skipped))
        return sorted(together, key=lambda match: (match.span.start, match.span.end, match.label))

    def _again(self, passages: Iterable[Passage], timeout_s: float, skipped: list[Skipped]) -> list[Match]:
        search = phrase_search(self._first)
        repeats = []
        for passage in passages:
            for start, end in search(passage.view):
                first = self._first[passage.view[start:end]]
                marked = _is_marked(passage.view, start, end)
                try:
                    if not marked and not self._is_without_marks(first, passage.view, start, end, timeout_s):
                        continue
                except TimeoutError:
                    skipped.append(Skipped(first.rule, passage.start))
                    continue
                span = passage.to_source(start - marked, end + marked)
                if span is not None:
                    repeats.append(Match(span, first.label, first.rule, first.attributes))
        return repeats

    def _shorter(
        self,
        matches: Iterable[Match],
        passages: Iterable[Passage],
        forms: ShortForms,
        timeout_s: float,
        skipped: list[Skipped],
    ) -> list[Match]:
        names = {whole: name for whole, (_, name) in self._whole.items()}
        search = ShortFormSearch(names, forms, self._in_marks)
        # Most of what is found are the ends of matches: their rules need not be asked again.
        ends = {match.span.end for match in matches if match.label == forms.label}
        repeats = []
        for passage in passages:
            try:
                repeats += self._short_forms_in(passage, search, ends, timeout_s)
            except TimeoutError:
                skipped.append(Skipped(SHORT_FORMS, passage.start))
        return resolve(Overlap.LONGEST, repeats)  # a word of kind may be the end or the beginning of another

    def _short_forms_in(
        self, passage: Passage, search: ShortFormSearch, ends: Collection[int], timeout_s: float
    ) -> list[Match]:
        """They stand where the rule that found the name may hit, too: its conditions hold for them."""
        deadline = time.monotonic() + timeout_s
        found = []
        for form in search.find(passage.view):
            marked = _is_marked(passage.view, form.start, form.end)
            span = passage.to_source(form.start - marked, form.end + marked)
            if span is None or span.end in ends or not search.stands(passage.view, form, deadline):
                continue
            first, _ = self._whole[form.name]
            if self._rules[first.rule].allows(passage.view, form.start, form.end, deadline):
                found.append(Match(span, first.label, first.rule, first.attributes))
        return found

    def _repeats_anywhere(self, match: Match) -> bool:
        return self._rules[match.rule].rule.repeat is Repeat.ANYWHERE

    def _reach(self, match: Match) -> int:
        """How far the rule of a match repeats its name: in marks, sometimes without them, anywhere."""
        rule = self._rules[match.rule].rule
        return 2 if self._repeats_anywhere(match) else int(bool(rule.repeat_after or rule.repeat_before))

    def _is_without_marks(self, first: Match, view: str, start: int, end: int, timeout_s: float) -> bool:
        """Whether what stands there without marks is the name that `first` found."""
        if self._repeats_anywhere(first):
            return end - start >= SHORTEST_REPEAT
        return end - start >= SHORTEST_ALONE and self._rules[first.rule].repeats_unquoted(view, start, end, timeout_s)


def _is_marked(view: str, start: int, end: int) -> bool:
    return (view[max(0, start - 1) : start], view[end : end + 1]) in _QUOTED


def _with_others(matches: Sequence[Match], others: Sequence[Match]) -> list[Match]:
    """The matches, and of the others those that lie over none of their own label."""
    together = list(matches)
    for label in {match.label for match in others}:
        same = [match for match in matches if match.label == label]
        together += clear_of([match for match in others if match.label == label], same)
    return together
