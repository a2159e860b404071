"""Owns OpenCC's algorithm, twice, with one result: step by step (`Chain.exactly`) and fast (`Chain.convert`).

OpenCC cuts a text into segments, leftmost and longest, and sends each through its stages; in a stage, again
the longest key at each place gives way to its value. Most keys convert as their characters do one by one. So
the fast way converts every character by table in one go, finds with an automaton the few places where that
may be wrong, and does these over, exactly, in a *window*. A window's edges lie between two characters that
stand side by side in no key of any stage: nothing matches across them, so what is outside cannot change what
is inside.
"""

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_right
from functools import cached_property, lru_cache
from itertools import accumulate, product
from typing import TYPE_CHECKING

from reader.text.aligned import AlignedText, Replacement, Unit
from reader.text.automaton import automaton
from reader.text.dictionaries import read
from reader.text.telling import LONG_ENOUGH, Telling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# What may follow an operator that describes a character by its parts (⿰亻尔) is a part, not a character to
# convert.
_DESCRIBING = {chr(code): 2 for code in range(0x2FF0, 0x3000)} | dict.fromkeys("⿲⿳", 3) | dict.fromkeys("⿾⿿", 1)
_DESCRIBES = re.compile(f"[{''.join(_DESCRIBING)}]")
_DEEPEST_DESCRIPTION, _LONGEST_DESCRIPTION = 16, 64

_WINDOWS_REMEMBERED = 1 << 14
_WINDOW_WORTH_REMEMBERING = 24

_FOUR_BYTES = f"utf-32-{sys.byteorder[0]}e"

_NO_CHARACTER = "\0"  # stands between keys where they are handled as one string


class Stage:
    """One step of a conversion: keys that give way to values, the longest one at each place."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        self.phrases = dict(entries)
        single = [key for key in entries if len(key) == 1]
        self.characters = {key: self.phrases.pop(key) for key in single}

    @classmethod
    def of(cls, groups: Iterable[Iterable[str]]) -> Stage:
        """The stage that OpenCC's dictionaries make, by name.

        In a group the longest key of all its dictionaries counts; the first group with any key at a place
        wins, be it shorter. So a key of a later group that begins with a key of an earlier one can never be
        reached.
        """
        entries: dict[str, str] = {}
        for group in groups:
            joined: dict[str, str] = {}
            for name in group:
                joined = read(name) | joined
            for key in list(joined) if entries else ():
                if any(key[:length] in entries for length in range(1, len(key) + 1)):
                    del joined[key]
            entries |= joined
        return cls(entries)

    @cached_property
    def longest(self) -> int:
        """The length of the longest key."""
        return max(map(len, self.phrases), default=1)

    @property
    def odd(self) -> list[str]:
        """The phrases whose value is not what their characters give."""
        return [key for key, value in self.phrases.items() if value != key.translate(self.table)]

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Every two characters that stand side by side in a key."""
        # As numbers of eight bytes, for there are some hundred thousand; then the distinct ones as text
        # again.
        keys = _NO_CHARACTER.join(self.phrases)
        keys += _NO_CHARACTER * (len(keys) % 2)
        numbers = {*array("Q", keys.encode(_FOUR_BYTES)), *array("Q", keys[1:-1].encode(_FOUR_BYTES))}
        pairs = array("Q", numbers).tobytes().decode(_FOUR_BYTES)
        return frozenset(pairs[at : at + 2] for at in range(0, len(pairs), 2))

    @cached_property
    def table(self) -> dict[int, str]:
        """The characters as `str.translate` takes them."""
        return {ord(key): value for key, value in self.characters.items()}

    def pieces(self, text: str) -> Iterator[tuple[int, int, str | None]]:
        """The text cut up: phrases with their value, and the characters between, each with None."""
        at, end = 0, len(text)
        while at < end:
            for length in range(min(self.longest, end - at), 1, -1):
                value = self.phrases.get(text[at : at + length])
                if value is not None:
                    yield at, at + length, value
                    at += length
                    break
            else:
                length = _description_length(text, at)
                yield at, at + length, text[at : at + length] if length > 1 else None
                at += length

    def convert(self, text: str) -> AlignedText:
        """The text with every key replaced, one place after the other."""
        characters = self.characters
        return AlignedText.from_replacements(
            text,
            [
                Replacement(start, end, characters.get(text[start:end], text[start:end]) if value is None else value)
                for start, end, value in self.pieces(text)
            ],
        )


class Chain:
    """A conversion as OpenCC does it: segments, then one or two stages for each segment by itself.

    `normal` says what counts instead of a character, before anything else: its values hold none of its keys.
    """

    def __init__(self, segmentation: Stage, stages: Sequence[Stage], normal: Mapping[str, str]) -> None:
        self.segmentation = segmentation
        self.stages = stages
        self._normal = normal
        # A first stage that cuts inside segments can leave, at the edge of what it replaced, a character that
        # starts a key of the next stage. One untouched character on either side keeps the edges apart.
        self._margin = int(len(stages) > 1 and segmentation is not stages[0])
        self._recall = lru_cache(maxsize=_WINDOWS_REMEMBERED)(self._do_over)
        patterns = self._patterns()
        self._first_rare = len(patterns)
        rare = normal.keys() - self._easy.keys()
        self._easy_table = {ord(key): value for key, value in self._easy.items()}
        self._all_patterns = [*patterns, *rare, *_DESCRIBING]
        self._find = automaton(self._all_patterns)

    def convert(self, text: str) -> AlignedText:
        """What normalising and then `exactly` give, fast."""
        places = self._telling.places(text) if len(text) >= LONG_ENOUGH else None
        hits = self._find(text) if places is None else self._found_around(text, places)
        if hits and max(hits)[0] >= self._first_rare:
            return self._convert_rare(text, hits)
        view = text.translate(self._table) if places is None else self._telling.by_itself(text, places)
        if not hits:
            return AlignedText(text, text if view == text else view)
        return self._splice(text, view, self._windows(text, hits))

    def _found_around(self, text: str, places: Sequence[int]) -> list[tuple[int, int, int]]:
        """What the automaton finds in a text in which only these places tell."""
        return [
            (index, start + first, end + first)
            for first, last in self._telling.around(places, len(text))
            for index, start, end in self._find(text[first:last])
        ]

    def exactly(self, text: str) -> AlignedText:
        """The conversion as OpenCC does it, step by step; the text is normalised already."""
        segments = []
        run = 0  # where the characters began that no segment has taken
        for start, end, value in self.segmentation.pieces(text):
            if value is not None and text[start] not in _DESCRIBING:
                segments += [text[run:start], text[start:end]]
                run = end
        segments.append(text[run:])
        return AlignedText.join(map(self._segment, filter(None, segments)))

    def _segment(self, text: str) -> AlignedText:
        converted = self.stages[0].convert(text)
        for stage in self.stages[1:]:
            converted = converted.compose(stage.convert(converted.view))
        return converted

    def _convert_rare(self, text: str, hits: Sequence[tuple[int, int, int]]) -> AlignedText:
        """A text with characters described by their parts, or that normalise to what keys may hold."""
        described = [(start, end) for start, end in _described(text, hits) if end > start + 1]
        inside = {at for start, end in described for at in range(start, end)}
        rare = [
            Replacement(start, end, self._normal[text[start:end]])
            for index, start, end in hits
            if index >= self._first_rare and start not in inside and text[start] not in _DESCRIBING
        ]
        easy = self._normalise(text, described) if _DESCRIBES.search(text) else text
        normal = AlignedText(text, easy).compose(AlignedText.from_replacements(easy, rare))
        found = self._find(normal.view)
        view = normal.view.translate(self._table)
        return normal.compose(self._splice(normal.view, view, self._windows(normal.view, _grown(normal.view, found))))

    def _normalise(self, text: str, described: Iterable[tuple[int, int]]) -> str:
        """The text with what is easy to normalise, but for descriptions: these stay as they are."""
        parts: list[str] = []
        done = 0
        for start, end in described:
            parts += [text[done:start].translate(self._easy_plane), text[start:end]]
            done = end
        return "".join([*parts, text[done:].translate(self._easy_plane)])

    def _do_over(self, window: str) -> AlignedText:
        # What describes a character is not normalised; around it, all else is so already.
        return self.exactly(window if _DESCRIBES.search(window) else window.translate(self._easy_table))

    def _windows(self, text: str, hits: Iterable[tuple[int, int, int]]) -> list[tuple[int, int]]:
        """The stretches to be done over, in order, apart from each other."""
        margin, length = self._margin, len(text)
        windows: list[tuple[int, int]] = []
        done = 0
        for _, first, last in hits:
            # A key that overlaps this one is not reported, but may reach further: up to the next edge.
            end = self._next_edge(text, last)
            if end + margin <= done:
                continue
            if margin:
                end = self._next_edge(text, min(end + margin, length))
            start = first - margin
            if start < done:
                start, _ = windows.pop() if windows else (0, 0)
            else:
                start = self._previous_edge(text, start, done)
            windows.append((start, end))
            done = end
        return windows

    def _next_edge(self, text: str, at: int) -> int:
        pairs, length = self._pairs, len(text)
        while at < length and text[at - 1 : at + 1] in pairs:
            at += 1
        return at

    def _previous_edge(self, text: str, at: int, edge: int) -> int:
        """The edge at or before `at`; `edge` is known to be one."""
        pairs = self._pairs
        while at > edge and text[at - 1 : at + 1] in pairs:
            at -= 1
        return at

    def _splice(self, text: str, view: str, windows: Iterable[tuple[int, int]]) -> AlignedText:
        """The view with the windows done over; character by character it is the text's."""
        parts: list[str] = []
        units: list[Unit] = []
        done = shift = 0
        for start, end in windows:
            short = end - start <= _WINDOW_WORTH_REMEMBERING
            window = (self._recall if short else self._do_over)(text[start:end])
            parts += [view[done:start], window.view]
            units += window.moved_units(start, start + shift)
            shift += len(window.view) - (end - start)
            done = end
        parts.append(view[done:])
        return AlignedText(text, "".join(parts), units)

    @cached_property
    def _telling(self) -> Telling:
        return Telling(self._plain_characters, self._all_patterns)

    @cached_property
    def _table(self) -> Sequence[int]:
        """The code point that each one of the basic plane becomes by itself; the others are patterns."""
        return _plane(self._plain_characters)

    @cached_property
    def _plain_characters(self) -> dict[str, str]:
        """What characters become by themselves, normalised too."""
        characters = self._characters
        easy = {key: characters.get(value, value) for key, value in self._easy.items()}
        return {key: value for key, value in (characters | easy).items() if _is_plain(key, value)}

    @cached_property
    def _easy_plane(self) -> Sequence[int]:
        return _plane(self._easy)

    @cached_property
    def _easy(self) -> dict[str, str]:
        """What normalises one to one, to a character that is in no key: the table does both steps."""
        in_keys = set(self.stages[0].characters)
        for stage in {self.segmentation, *self.stages}:
            in_keys.update("".join(stage.phrases))
        return {key: value for key, value in self._normal.items() if _is_plain(key, value) and value not in in_keys}

    @cached_property
    def _characters(self) -> dict[str, str]:
        """What single characters become in all stages."""
        first = self.stages[0].characters
        if len(self.stages) == 1:
            return first
        second = self.stages[1].characters
        return {**second, **{key: second.get(value, value) for key, value in first.items()}}

    @cached_property
    def _pairs(self) -> frozenset[str]:
        """Every two characters that may stand side by side in a key of any stage, as the source has them."""
        pairs = self.segmentation.pairs | self.stages[0].pairs
        for stage in self.stages[1:]:
            pairs |= frozenset(source for pair in stage.pairs for source in self._sources(pair))
        return pairs

    def _patterns(self) -> list[str]:
        """Keys whose value may not be what their characters give, as the source has them."""
        if self.segmentation is self.stages[0]:
            patterns = dict.fromkeys(self._odd_segments())
        else:
            table = {ord(key): value for key, value in self._characters.items()}
            keys = self.segmentation.phrases
            patterns = dict.fromkeys(key for key in keys if self.exactly(key).view != key.translate(table))
            patterns.update(dict.fromkeys(self.stages[0].odd))
        for stage in self.stages[1:]:
            patterns.update(dict.fromkeys(source for key in stage.odd for source in self._sources(key)))
        odd = [key for key, value in self._characters.items() if not _is_plain(key, value)]
        return [*patterns, *odd]

    def _odd_segments(self) -> Iterator[str]:
        """Segments whose value is not what their characters give, or holds an odd key of the second stage."""
        first, *others = self.stages
        keys, values = list(first.phrases), list(first.phrases.values())
        plain = _NO_CHARACTER.join(keys).translate(_plane(first.characters)).split(_NO_CHARACTER)
        for key, value, easy in zip(keys, values, plain, strict=True):
            if value != easy:
                yield key
        for stage in others:
            ends = list(accumulate(len(value) + 1 for value in values))
            for _, start, _ in automaton(stage.odd)(_NO_CHARACTER.join(values)):
                yield keys[bisect_right(ends, start)]

    def _sources(self, text: str) -> Iterator[str]:
        """Every text that the first stage turns into this one, character by character."""
        return map("".join, product(*(self._source_characters.get(c, c) for c in text)))

    @cached_property
    def _source_characters(self) -> dict[str, str]:
        """By character of the second stage: those that the first stage turns into it, be it itself."""
        sources: dict[str, str] = {}
        first = self.stages[0].characters
        for key, value in first.items():
            sources[value] = sources.get(value, "" if value in first else value) + key
        return sources


def _description_length(text: str, at: int) -> int:
    """How many characters to pass over: 1, or a whole description (⿰亻尔) where one starts here."""
    end = at
    depths = [_DEEPEST_DESCRIPTION]
    while depths:
        left = depths.pop()
        if end == len(text) or not left or end - at == _LONGEST_DESCRIPTION:
            return 1
        depths += [left - 1] * _DESCRIBING.get(text[end], 0)
        end += 1
    return end - at


def _described(text: str, hits: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    """The descriptions in a text, not those inside another; of one that is none, the operator by itself."""
    done = 0
    for _, start, _ in hits:
        if start >= done and text[start] in _DESCRIBING:
            done = start + _description_length(text, start)
            yield start, done


def _grown(text: str, hits: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The hits, with an operator's as long as what it describes, or might describe where the text is longer."""
    ends = {
        start: end if end > start + 1 else min(start + _LONGEST_DESCRIPTION, len(text))
        for start, end in _described(text, hits)
    }
    return [(index, start, ends.get(start, end)) for index, start, end in hits]


@lru_cache(maxsize=1)
def _basic_plane() -> tuple[int, ...]:
    """Every code point as itself; all tables share these numbers."""
    return tuple(range(0x10000))


def _plane(characters: Mapping[str, str]) -> Sequence[int]:
    """What each code point of the basic plane becomes, as far as a table can tell."""
    table = list(_basic_plane())
    for character, value in characters.items():
        if _is_plain(character, value):
            table[ord(character)] = ord(value)
    return table


def _is_plain(key: str, value: str) -> bool:
    """Whether a table over the basic plane can hold the two."""
    return len(value) == 1 and key <= "\uffff"
