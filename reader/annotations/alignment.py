"""Which stretches two texts have in common: paragraphs first, then what is unique inside, then character by character.

Whole documents are never handed to a character diff, which would take minutes where much has changed: equal
paragraphs and unique runs are found in a time that grows with the text, and the diff (Myers 1986, by
diff-match-patch without a time limit) sees only the short stretches between them. So the answer depends on the
texts alone, never on how fast the machine is.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from reader.text.spans import Span

_SEEDS = (32, 32, 12)  # lengths of the runs that are looked for where paragraphs differ, one after the other
_LARGE = 100_000  # characters of both sides from which not every run is looked at
_EVERY = 16  # but those that begin with one of so many characters, the same ones in both texts
_DIFFED = 400  # characters of both sides together that are compared one by one
_SHORT = 40  # up to so many always are
_ALIKE = 0.2  # the share of pairs of characters that longer ones must have in common


class Block(NamedTuple):
    """`length` characters from `old` on in one text are the same as those from `new` on in the other."""

    old: int
    new: int
    length: int

    @property
    def old_end(self) -> int:
        """Where it ends in the old text."""
        return self.old + self.length

    @property
    def new_end(self) -> int:
        """Where it ends in the new text."""
        return self.new + self.length


class _Area(NamedTuple):
    """A stretch of the old text and the stretch of the new one that came in its place."""

    old: int
    old_end: int
    new: int
    new_end: int


def common_blocks(old: str, new: str, old_paragraphs: Sequence[Span], new_paragraphs: Sequence[Span]) -> list[Block]:
    """The stretches that both texts have, in order in both; neighbours that go on without a gap are one.

    Paragraphs are spans of the texts, in order. Deterministic, and linear in the texts but for stretches of up
    to a few hundred characters that have nothing unique in common.
    """
    found: list[Block] = []
    area = _Area(0, 0, 0, 0)
    for i, j in paired([p.slice(old) for p in old_paragraphs], [p.slice(new) for p in new_paragraphs]):
        before, after = old_paragraphs[i], new_paragraphs[j]
        area = area._replace(old_end=before.start, new_end=after.start)
        found += _inside(old, new, area, _SEEDS)
        found.append(Block(before.start, after.start, len(before)))
        area = _Area(before.end, before.end, after.end, after.end)
    found += _inside(old, new, area._replace(old_end=len(old), new_end=len(new)), _SEEDS)
    return _merged(found)


def paired(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """Pairs of equal items in order: those unique on both sides (patience diff), and their equal neighbours.

    Between two pairs the same is tried again, for what is unique there.
    """
    work = [(0, len(old), 0, len(new))]
    pairs: list[tuple[int, int]] = []
    while work:
        i, i_end, j, j_end = work.pop()
        while i < i_end and j < j_end and old[i] == new[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        while i < i_end and j < j_end and old[i_end - 1] == new[j_end - 1]:
            i_end, j_end = i_end - 1, j_end - 1
            pairs.append((i_end, j_end))
        inner = _rising(_unique_pairs(old, new, i, i_end, j, j_end))
        for left, right in inner:
            pairs.append((left, right))
            work.append((i, left, j, right))
            i, j = left + 1, right + 1
        if inner:
            work.append((i, i_end, j, j_end))
    return iter(sorted(pairs))


def _unique_pairs(
    old: Sequence[Hashable], new: Sequence[Hashable], i: int, i_end: int, j: int, j_end: int
) -> list[tuple[int, int]]:
    """Where items stand that each side has just once, by their place in the old one."""
    if i == i_end or j == j_end:
        return []
    places_old, places_new = _once(old, i, i_end), _once(new, j, j_end)
    return [
        (place, places_new[item]) for item, place in places_old.items() if place >= 0 and places_new.get(item, -1) >= 0
    ]


def _once(items: Sequence[Hashable], start: int, end: int) -> dict[Hashable, int]:
    """Where each item stands; -1 where it stands more than once."""
    places: dict[Hashable, int] = {}
    for place in range(start, end):
        places[items[place]] = -1 if items[place] in places else place
    return places


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most pairs whose second numbers rise, of pairs whose first numbers do."""
    tails: list[int] = []  # the least second number at which a rising row of each length ends
    last: list[int] = []  # and the pair that it ends with
    previous: list[int] = []
    for index, (_, second) in enumerate(pairs):
        at = bisect_left(tails, second)
        previous.append(last[at - 1] if at else -1)
        tails[at : at + 1] = [second]
        last[at : at + 1] = [index]
    row = []
    index = last[-1] if last else -1
    while index >= 0:
        row.append(pairs[index])
        index = previous[index]
    return row[::-1]


def _inside(old: str, new: str, area: _Area, seeds: tuple[int, ...]) -> Iterator[Block]:
    """What an area has in common: its ends, unique runs in its midst, then character by character."""
    i, i_end, j, j_end = area
    length = _common_prefix(old, new, area)
    if length:
        yield Block(i, j, length)
        i, j = i + length, j + length
    tail = _common_suffix(old, new, _Area(i, i_end, j, j_end))
    i_end, j_end = i_end - tail, j_end - tail
    if i < i_end and j < j_end:
        yield from _between(old, new, _Area(i, i_end, j, j_end), seeds)
    if tail:
        yield Block(i_end, j_end, tail)


def _between(old: str, new: str, area: _Area, seeds: tuple[int, ...]) -> Iterator[Block]:
    i, i_end, j, j_end = area
    if i_end - i + j_end - j <= _DIFFED:
        if _is_alike(old[i:i_end], new[j:j_end]):
            yield from _by_character(old, new, area)
        return
    if not seeds:
        return
    size, *rest = seeds
    every = _EVERY if i_end - i + j_end - j > _LARGE else 1
    old_at = [at for at in range(i, i_end - size + 1) if not ord(old[at]) % every]
    new_at = [at for at in range(j, j_end - size + 1) if not ord(new[at]) % every]
    old_runs, new_runs = [old[at : at + size] for at in old_at], [new[at : at + size] for at in new_at]
    for left, right in _rising(_unique_pairs(old_runs, new_runs, 0, len(old_runs), 0, len(new_runs))):
        left, right = old_at[left], new_at[right]
        if left < i or right < j:
            continue  # the run before it went on to here
        length = size + _common_prefix(old, new, _Area(left + size, i_end, right + size, j_end))
        yield from _inside(old, new, _Area(i, left, j, right), tuple(rest))
        yield Block(left, right, length)
        i, j = left + length, right + length
    if rest or (i, j) != (area.old, area.new):
        yield from _inside(old, new, _Area(i, i_end, j, j_end), tuple(rest))


def _is_alike(one: str, other: str) -> bool:
    """Whether two short stretches may be the same passage, changed; a diff of two different ones is slow and wrong."""
    if len(one) + len(other) <= _SHORT:
        return True
    pairs = [{text[at : at + 2] for at in range(len(text) - 1)} for text in (one, other)]
    return len(pairs[0] & pairs[1]) >= _ALIKE * min(map(len, pairs))


def _by_character(old: str, new: str, area: _Area) -> Iterator[Block]:
    from diff_match_patch import diff_match_patch

    differ = diff_match_patch()
    differ.Diff_Timeout = 0  # the shortest edit, however long it takes: the area is small
    diffs = differ.diff_main(old[area.old : area.old_end], new[area.new : area.new_end], False)
    i, j = area.old, area.new
    for operation, text in diffs:
        if operation == differ.DIFF_EQUAL:
            yield Block(i, j, len(text))
        i += len(text) if operation != differ.DIFF_INSERT else 0
        j += len(text) if operation != differ.DIFF_DELETE else 0


def _common_prefix(old: str, new: str, area: _Area) -> int:
    most = min(area.old_end - area.old, area.new_end - area.new)
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if old[area.old + low : area.old + middle] == new[area.new + low : area.new + middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_suffix(old: str, new: str, area: _Area) -> int:
    most = min(area.old_end - area.old, area.new_end - area.new)
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if old[area.old_end - middle : area.old_end - low] == new[area.new_end - middle : area.new_end - low]:
            low = middle
        else:
            high = middle - 1
    return low


def _merged(blocks: Sequence[Block]) -> list[Block]:
    merged: list[Block] = []
    for block in blocks:
        if merged and merged[-1].old_end == block.old and merged[-1].new_end == block.new:
            merged[-1] = merged[-1]._replace(length=merged[-1].length + block.length)
        elif block.length:
            merged.append(block)
    return merged
