"""Owns finding many passages in a text at once: leftmost, then longest, not overlapping."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Find = Callable[[str], list[tuple[int, int, int]]]

# A full automaton for so many patterns scans twice as fast, and takes some megabytes at most.
_FEW_PATTERNS = 6000

# Half of a pair of UTF-16, alone: Python's texts may hold one, the library's may not.
_SURROGATES = re.compile("[\ud800-\udfff]")


def automaton(patterns: list[str]) -> Find:
    """A function that gives the (index, start, end) of patterns in any text; no pattern has a lone surrogate."""
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    made = AhoCorasick(
        patterns,
        matchkind=MatchKind.LeftmostLongest,
        store_patterns=False,
        implementation=Implementation.DFA if len(patterns) < _FEW_PATTERNS else None,
    )

    def find(text: str) -> list[tuple[int, int, int]]:
        try:
            return list(made.find_matches_as_indexes(text))
        except UnicodeEncodeError:
            return list(made.find_matches_as_indexes(_SURROGATES.sub("\ufffd", text)))

    return find
