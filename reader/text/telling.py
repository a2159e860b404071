"""Owns the places of a text at which a conversion changes anything at all: in most texts they are few."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LONG_ENOUGH = 512  # a shorter text is as soon converted as looked through
_GLIMPSE, _FEW_OF_IT = 256, 8
_ONE_IN = 32  # with more places than this the text is converted quicker as a whole
# Every text is full of these, and of these alone one by one.
_PUNCTUATION = "，；：（）？！"
_BEYOND = "\U00010000-\U0010ffff"  # would be looked for one by one, and is rare


class Telling:
    """The characters that tell: those that `characters` change, and one of each of the `patterns`.

    What stands in no pattern and changes by itself may be punctuation of which every text is full.
    """

    def __init__(self, characters: Mapping[str, str], patterns: Iterable[str]) -> None:
        changed = {key for key, value in characters.items() if key != value}
        patterns = list(patterns)
        in_patterns = set("".join(patterns))
        self._punctuation = [(one, characters[one]) for one in _PUNCTUATION if one in changed - in_patterns]
        telling = changed.difference(one for one, _ in self._punctuation)
        untold = [pattern for pattern in patterns if telling.isdisjoint(pattern)]
        # What many of them have in common is what they are about, as 瞭 is in 一目瞭然.
        shared = Counter("".join(untold))
        telling.update(max(pattern, key=shared.__getitem__) for pattern in untold)
        self._search = re.compile(f"[{_ranges(telling)}{_BEYOND}]")
        self._reach = max(map(len, patterns), default=1)
        self._characters = characters

    def places(self, text: str) -> list[int] | None:
        """Where something tells, in order; None where that is not worth looking for. Punctuation is none of it."""
        if len(self._search.findall(text, 0, _GLIMPSE)) > _FEW_OF_IT:
            return None
        most = len(text) // _ONE_IN
        found = [one.start() for one in islice(self._search.finditer(text), most + 1)]
        return None if len(found) > most else found

    def by_itself(self, text: str, places: Iterable[int]) -> str:
        """The text with what tells, and with punctuation, converted character by character."""
        parts = []
        done = 0
        for at in places:
            parts += [text[done:at], self._characters.get(text[at], text[at])]
            done = at + 1
        view = "".join([*parts, text[done:]])
        for mark, value in self._punctuation:
            view = view.replace(mark, value)
        return view

    def around(self, places: Iterable[int], length: int) -> Iterator[tuple[int, int]]:
        """The stretches of a text of that length outside of which there is no pattern, in order and apart."""
        first = last = 0
        for at in places:
            start, end = max(0, at - self._reach), min(at + 1 + self._reach, length)
            if start > last:
                if first < last:
                    yield first, last
                first = start
            last = end
        if first < last:
            yield first, last


def _ranges(characters: Iterable[str]) -> str:
    """The characters of the basic plane as a pattern has them: in ranges it is read several times as fast."""
    codes = [code for code in sorted(map(ord, characters)) if code <= 0xFFFF]
    firsts = [code for code, before in zip(codes, [-1, *codes], strict=False) if code != before + 1]
    lasts = [code for code, after in zip(codes, [*codes[1:], -1], strict=False) if code + 1 != after]
    return "".join(rf"\u{first:04x}-\u{last:04x}" for first, last in zip(firsts, lasts, strict=True))
