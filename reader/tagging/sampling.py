"""Owns drawing a few hits of each label at random from any number, in one pass, so that a person can judge them."""

from __future__ import annotations

import random
from collections import Counter
from typing import NamedTuple

CONTEXT = 20  # code points of text on either side of a hit


class Hit(NamedTuple):
    """A passage that was marked, with what stands around it; `place` tells people where."""

    place: str
    start: int
    end: int
    label: str
    rule: str
    text: str
    before: str
    after: str


class Sample:
    """At most `count` hits of each label, each hit with the same chance; the same seed and hits give the same."""

    def __init__(self, count: int, seed: int) -> None:
        self.rules: Counter[tuple[str, str]] = Counter()  # how many hits, by label and rule
        self.labels: Counter[str] = Counter()
        self._count = count
        self._seed = seed
        self._sources: dict[str, random.Random] = {}
        self._kept: dict[str, list[tuple[int, Hit]]] = {}

    def add(self, place: str, start: int, end: int, label: str, rule: str, text: str) -> None:
        """Counts a hit, and keeps it by chance; `text` is the document's."""
        self.rules[label, rule] += 1
        self.labels[label] += 1
        # A source for each label: how many hits the others have changes nothing.
        source = self._sources.setdefault(label, random.Random(f"{self._seed} {label}"))  # noqa: S311 - no secret
        number = self.labels[label]
        kept = self._kept.setdefault(label, [])
        slot = number - 1 if number <= self._count else source.randrange(number)
        if slot >= self._count:
            return
        before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
        hit = Hit(place, start, end, label, rule, text[start:end], before, after)
        kept[slot : slot + 1] = [(number, hit)]

    def hits(self, label: str) -> list[Hit]:
        """The hits of a label that were drawn, in the order in which they came."""
        return [hit for _number, hit in sorted(self._kept.get(label, []))]
