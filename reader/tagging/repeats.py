"""Owns `repeat`: a name that was found once in a document is marked wherever else the document has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations.overlap import clear_of
from reader.tagging.compiled import phrase_search
from reader.tagging.matches import Match
from reader.tagging.rules import Repeat

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reader.tagging.passages import Passage
    from reader.tagging.rules import Rule

SHORTEST_REPEAT = 3  # of a name without quotes; shorter ones are other words too often
_QUOTED = frozenset({("“", "”"), ("‘", "’"), ('"', '"'), ("'", "'"), ("《", "》")})


class Names:
    """The names that a document's own matches have given it."""

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        self._rules = rules
        self._first: dict[str, Match] = {}

    def __bool__(self) -> bool:
        return bool(self._first)

    def remember(self, named: Iterable[tuple[Match, str]], kept: Iterable[Match]) -> None:
        """Notes the names of passages that stay; of two rules with one name, the one that repeats further."""
        places = {(match.span, match.label) for match in kept}
        for match, name in named:
            if (match.span, match.label) in places:
                known = self._first.setdefault(name, match)
                if self._rules[known.rule].repeat is not Repeat.ANYWHERE:
                    self._first[name] = match

    def repeated(self, matches: Sequence[Match], passages: Iterable[Passage]) -> list[Match]:
        """The matches, in order, with those that the names add; these leave alone what has their label already."""
        search = phrase_search(self._first)
        repeats = []
        for passage in passages:
            for start, end in search(passage.view):
                first = self._first[passage.view[start:end]]
                anywhere = self._rules[first.rule].repeat is Repeat.ANYWHERE
                before, after = passage.view[max(0, start - 1) : start], passage.view[end : end + 1]
                marked = (before, after) in _QUOTED
                if not marked and (not anywhere or end - start < SHORTEST_REPEAT):
                    continue
                span = passage.to_source(start - marked, end + marked)
                if span is not None:
                    repeats.append(Match(span, first.label, first.rule, first.attributes))
        together = list(matches)
        for label in {match.label for match in repeats}:
            same = [match for match in matches if match.label == label]
            together += clear_of([match for match in repeats if match.label == label], same)
        return sorted(together, key=lambda match: (match.span.start, match.span.end, match.label))
