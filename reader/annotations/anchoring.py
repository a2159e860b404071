"""Finds marked passages again in a new version of their text, or says that a person has to look.

A passage is placed only where there is no other honest answer: every character of it stands in a stretch that both
texts have in common, with enough of what is around it, and no second place is nearly as good. Compared are views
without white space, in one script and width: a text with other line ends, other spaces, or in the other script is
the same text. Everything else comes back with a best guess and a reason, for review. Pure: texts and spans in,
places out, the same on every machine.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.alignment import Block, common_blocks
from reader.annotations.bare_text import BareText
from reader.annotations.contexts import (
    CONTEXT,
    NEAR,
    agree_before,
    agree_on,
    common_context,
    has_around,
    joined,
    occurrences,
    places,
    touched,
)
from reader.annotations.model import Reason
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

SUPPORT = 0.5  # the share of them that must be the same: the floor
MARGIN = 0.5  # a second place is too good when its context is more than this share of the first one's
SIDE = 0.25  # the share on one side below which a passage may not reach to where the change begins
_SOLID = 8  # a shorter common stretch may be chance, and does not keep a moved passage from its place
_WHOLE = 12  # the least length of a sentence that is recognised elsewhere
_CHANCE = 3  # characters that two different sentences may begin with by chance
_SENTENCE_ENDS = "。!?;"


class Outcome(StrEnum):
    """What became of a passage in the new text."""

    KEPT = "kept"  # same place, same words
    MOVED = "moved"  # another place, or the same words in another script, width or spacing
    REVIEW = "review"  # a person has to look


class Anchored(NamedTuple):
    """Where a passage stands in the new text: for REVIEW, `span` is the best guess, or None where there is none."""

    outcome: Outcome
    span: Span | None
    reason: Reason | None = None


def reanchor(
    old: str,
    new: str,
    spans: Sequence[Span],
    old_paragraphs: Sequence[Span],
    new_paragraphs: Sequence[Span],
) -> list[Anchored]:
    """Where spans of an old text stand in a new one, in the order given; paragraphs are spans too.

    A span that is KEPT names the same words at the same place; one that is MOVED, the same words up to script,
    width, quotation marks and white space. Cost: of the order of a second for a million characters.
    """
    if old == new:
        return [Anchored(Outcome.KEPT, span) for span in spans]
    if not spans:
        return []
    search = _Search(BareText.of(old), BareText.of(new), old_paragraphs, new_paragraphs)
    return [search.anchored(span) for span in spans]


class _Search:
    """Two texts and what they have in common. All spans are of the bare texts but for those of `anchored`."""

    def __init__(
        self, old: BareText, new: BareText, old_paragraphs: Sequence[Span], new_paragraphs: Sequence[Span]
    ) -> None:
        self._old, self._new = old, new
        before, after = old.bare_all(old_paragraphs), new.bare_all(new_paragraphs)
        self._paragraph_starts = [paragraph.start for paragraph in before]
        self._blocks = common_blocks(old.text, new.text, before, after)
        self._starts = [block.old for block in self._blocks]
        self._new_starts = [block.new for block in self._blocks]

    def anchored(self, span: Span) -> Anchored:
        bare = self._old.bare(span)
        if not len(bare):
            return Anchored(Outcome.REVIEW, None, Reason.CHANGED)
        found, reason = self._found(bare)
        if found is None:
            return Anchored(Outcome.REVIEW, None, reason)
        place = self._source(span, bare, found)
        if reason is not None:
            return Anchored(Outcome.REVIEW, place or self._new.source(found), reason)
        if place is None:
            return Anchored(Outcome.REVIEW, self._new.source(found), Reason.CHANGED)
        same = place == span and place.slice(self._new.original) == span.slice(self._old.original)
        return Anchored(Outcome.KEPT if same else Outcome.MOVED, place)

    def _source(self, span: Span, bare: Span, found: Span) -> Span | None:
        """The span of the new original; None where its edge lies inside something that maps only as a whole."""
        whole, place = self._old.source(bare), self._new.source(found)
        exact = Span(place.start + max(0, span.start - whole.start), place.start + span.end - whole.start)
        if place.contains(exact) and exact.slice(self._new.original) == span.slice(self._old.original):
            return exact
        at = place.slice(self._new.original).find(span.slice(self._old.original))
        if whole == span and at >= 0:  # what nobody sees at the edges stays outside
            return Span(place.start + at, place.start + at + len(span))
        if whole == span and len(place) < len(span) <= place.end:
            ending = Span(place.end - len(span), place.end)  # what nobody sees belongs to the character before it there
            if ending.slice(self._new.original) == span.slice(self._old.original):
                return ending
        words = bare.slice(self._old.text)
        if whole != span and BareText.of(span.slice(self._old.original)).text != words:
            return None  # a part of what maps only as a whole, such as what nobody sees beside a character
        return place if words == found.slice(self._new.text) else None

    def _found(self, span: Span) -> tuple[Span | None, Reason | None]:
        """The place in the new text, and why it is not certain if it is not."""
        index = bisect_right(self._starts, span.start) - 1
        block = self._blocks[index] if index >= 0 else None
        if block is None or span.end > block.old_end:
            moved = self._elsewhere(span)
            return (moved, None) if moved is not None else self._guess(span)
        place = span.shift(block.new - block.old)
        if self._slides(index, span) or self._has_rival(block, span):
            return place, Reason.SEVERAL
        if not self._has_support(index, span):
            return place, Reason.SURROUNDINGS
        if self._runs_on(block, span, place):
            return place, Reason.CHANGED
        return place, None

    def _gap(self, index: int) -> tuple[Block, Block]:
        """What ends before block number `index` and what begins after it, the edges of the texts where nothing does."""
        before = self._blocks[index - 1] if index > 0 else Block(0, 0, 0)
        end = Block(len(self._old.text), len(self._new.text), 0)
        return before, self._blocks[index + 1] if index + 1 < len(self._blocks) else end

    def _slides(self, index: int, span: Span) -> bool:
        """Whether the change before or after could as well have been made inside the span.

        Of 甲甲 one is gone: no one can tell which.
        """
        block = self._blocks[index]
        before, after = self._gap(index)
        for text, start, end, left, right, first, last in (
            (self._old.text, block.old, block.old_end, before.old_end, after.old, span.start, span.end),
            (
                self._new.text, block.new, block.new_end, before.new_end, after.new,
                span.start + block.new - block.old, span.end + block.new - block.old,
            ),
        ):  # fmt: skip
            if left < start and agree_on(text, left, start, first - start + 1) > first - start:
                return True
            if right > end and agree_before(text, end, right, end - last + 1) > end - last:
                return True
            # What is between the change and the first or last character of the span may be there by chance.
            if first - start < _CHANCE and text[start : first + 1] in text[max(left, start - NEAR) : start]:
                return True
            if end - last < _CHANCE and text[last - 1 : end] in text[end : min(right, end + NEAR)]:
                return True
        return False

    def _has_support(self, index: int, span: Span) -> bool:
        """Whether enough of the context of a span stands around its place too.

        Where nearly nothing does on one side, the edge of the span must not lie where the change begins: its last
        character may be the same by chance.
        """
        old, block = self._old.text, self._blocks[index]
        if block.length < _CHANCE and self._is_island(index):
            return False
        before, after = (
            Span(max(0, span.start - CONTEXT), span.start),
            Span(span.end, min(len(old), span.end + CONTEXT)),
        )
        common_before, common_after = self._common(index, before), self._common(index, after)
        available = len(before) + len(after)
        if common_before + common_after < SUPPORT * available or (not available and len(self._new.text) > len(old)):
            return False
        start_is_sure = (
            common_before >= SIDE * len(before) or span.start - block.old >= _CHANCE or self._begins(block.old)
        )
        end_is_sure = (
            common_after >= SIDE * len(after) or block.old_end - span.end >= _CHANCE or self._begins(block.old_end)
        )
        return start_is_sure and end_is_sure

    def _is_island(self, index: int) -> bool:
        """Whether something changed on either side of a block."""
        block, (before, after) = self._blocks[index], self._gap(index)
        left = before.old_end < block.old or before.new_end < block.new
        return left and (after.old > block.old_end or after.new > block.new_end)

    def _begins(self, place: int) -> bool:
        """Whether a sentence or a paragraph begins here in the old text, or the text ends."""
        at = bisect_left(self._paragraph_starts, place)
        is_start = at < len(self._paragraph_starts) and self._paragraph_starts[at] == place
        return is_start or place in (0, len(self._old.text)) or self._old.text[place - 1] in _SENTENCE_ENDS

    def _common(self, index: int, context: Span) -> int:
        """How many characters of a context stand near the image of block number `index` too."""
        shift = self._blocks[index].new - self._blocks[index].old
        step = -1 if context.start < self._blocks[index].old else 1
        common = 0
        while 0 <= index < len(self._blocks):
            block = self._blocks[index]
            first, last = max(context.start, block.old), min(context.end, block.old_end)
            if first < last and abs(block.new - block.old - shift) <= CONTEXT:
                common += last - first
            elif (block.old_end <= context.start) if step < 0 else (block.old >= context.end):
                break
            index += step
        return common

    def _has_rival(self, block: Block, span: Span) -> bool:
        """Whether another place would do nearly as well for a span, or for one of its ends."""
        ends = {Span(span.start, span.start + 1), Span(span.end - 1, span.end)} - {span}
        return self._is_rivalled(block, span, 1) or any(self._is_rivalled(block, end, _CHANCE + 2) for end in ends)

    def _is_rivalled(self, block: Block, span: Span, least: int) -> bool:
        """Whether a passage that is gone, or one that came in, has half of the context, or the same sentence.

        So has one whose words go on as those of the span do, where the change begins right beside the place. One that
        stands in both texts must have more of the context than the place itself.
        """
        old, new, place = self._old.text, self._new.text, span.shift(block.new - block.old)
        sides = min(span.start - block.old, CONTEXT), min(block.old_end - span.end, CONTEXT)
        own = sum(sides)
        enough = max(own * MARGIN, least)
        sentence = self._sentence(span)
        words = sentence.slice(old)
        for other in occurrences(old, span):
            beside = common_context(old, new, other, place)
            common, gone = sum(beside), not self._is_common(other, 1)
            if common > max(own, least) or (
                gone and (common > enough or _goes_on(beside, sides) or has_around(old, other, words, sentence, span))
            ):
                return True
        for other in occurrences(new, place):
            beside = common_context(old, new, span, other)
            common, came = sum(beside), not self._is_taken(other, 1)
            if common > max(own, least) or (
                came and (common > enough or _goes_on(beside, sides) or has_around(new, other, words, sentence, span))
            ):
                return True
        return False

    def _runs_on(self, block: Block, span: Span, place: Span) -> bool:
        """Whether what was put beside the span makes another number or word of it: 3600 in 13600."""
        new = self._new.text
        return (
            span.start == block.old and place.start > 0 and joined(new[place.start - 1], new[place.start])
            and (span.start == 0 or self._old.text[span.start - 1] != new[place.start - 1])
        ) or (
            span.end == block.old_end and place.end < len(new) and joined(new[place.end], new[place.end - 1])
            and (span.end == len(self._old.text) or self._old.text[span.end] != new[place.end])
        )  # fmt: skip

    def _elsewhere(self, span: Span) -> Span | None:
        """Where a passage went whose whole sentence was cut out and stands where something came in.

        Of two alike sentences nobody can tell which one went, even where one of them seems to have stayed.
        """
        old, new = self._old.text, self._new.text
        whole = self._sentence(span)
        if len(whole) < _WHOLE:
            return None
        words = whole.slice(old)
        came = list(islice(places(new, words), 2))
        if len(came) != 1 or len(list(islice(places(old, words), 2))) != 1:
            return None
        place = whole.shift(came[0] - whole.start)
        stayed = self._is_common(whole, _SOLID) or self._is_taken(place, _SOLID)
        return None if stayed else span.shift(came[0] - whole.start)

    def _sentence(self, span: Span) -> Span:
        """The sentences around a span, within its paragraphs."""
        old = self._old.text
        at = bisect_right(self._paragraph_starts, span.start)
        first = self._paragraph_starts[at - 1] if at else 0
        at = bisect_left(self._paragraph_starts, span.end)
        last = self._paragraph_starts[at] if at < len(self._paragraph_starts) else len(old)
        start = max((old.rfind(end, first, span.start) + 1 for end in _SENTENCE_ENDS), default=0)
        ends = [at + 1 for end in _SENTENCE_ENDS if (at := old.find(end, span.end - 1, last)) >= 0]
        return Span(max(first, start), min([last, *ends]))

    def _guess(self, span: Span) -> tuple[Span | None, Reason]:
        """The best guess for a passage that changed: from where its beginning to where its end stands now."""
        index = bisect_right(self._starts, span.start) - 1
        before = self._blocks[index] if index >= 0 else Block(0, 0, 0)
        inside = span.start < before.old_end
        start = before.new + span.start - before.old if inside else before.new_end
        index = bisect_left(self._starts, span.end) - 1
        last = self._blocks[index] if index >= 0 else Block(0, 0, 0)
        if span.end <= last.old_end:
            inside, end = True, last.new + span.end - last.old
        else:
            inside = inside or last.old >= span.start
            end = self._gap(index)[1].new
        if start >= end:
            return None, Reason.GONE
        if not inside and end - start > 3 * len(span) + CONTEXT:
            return None, Reason.GONE
        return Span(start, end), Reason.CHANGED

    def _is_common(self, span: Span, least: int) -> bool:
        """Whether some of a span of the old text lies in common stretches of at least so many characters."""
        return touched(span, self._starts, self._blocks, least, 0)

    def _is_taken(self, span: Span, least: int) -> bool:
        """The same for the new text."""
        return touched(span, self._new_starts, self._blocks, least, 1)


def _goes_on(beside: tuple[int, int], own: tuple[int, int]) -> bool:
    """Whether on a side where next to nothing speaks for a place, clearly more speaks for another one."""
    return any(mine < _CHANCE and other > mine + _CHANCE for other, mine in zip(beside, own, strict=True))
