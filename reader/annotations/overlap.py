"""Owns what happens where marked passages overlap: each policy is a function with a name."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reader.text.spans import Span


class Overlap(StrEnum):
    """What to do with passages that share text; the value is what rule packs name.

    Passages of equal span and label are one passage under every policy; the first one given stays.
    """

    KEEP_ALL = "keep-all"  # overlapping passages stay side by side
    LONGEST = "longest"  # of passages that overlap, the longest stays, whatever the labels
    LONGEST_PER_LABEL = "longest-per-label"  # the same, but passages of different labels may overlap
    KEEP_EXISTING = "keep-existing"  # nothing is added where an annotation already stands
    KEEP_EXISTING_PER_LABEL = "keep-existing-per-label"  # the same, but annotations of other labels do not count


class Marked(Protocol):
    """Anything with a span and a label: an annotation, a match of a rule."""

    @property
    def span(self) -> Span:
        """Where it stands."""

    @property
    def label(self) -> str:
        """What it was marked as."""


M = TypeVar("M", bound=Marked)


def resolve(
    overlap: Overlap,
    items: Iterable[M],
    existing: Sequence[Marked] = (),
    priority: Callable[[M], int] | None = None,
) -> list[M]:
    """The items that stay under a policy, ordered by start, end and label.

    A higher `priority` wins over length where the policy prefers the longest; of equal ones the earlier wins.
    Only those that keep what exists look at `existing`.
    """
    different = {_place(item): item for item in reversed(list(items))}
    ordered = [different[place] for place in sorted(different)]
    if overlap in (Overlap.KEEP_EXISTING, Overlap.KEEP_EXISTING_PER_LABEL):
        return yielding(overlap, ordered, existing)
    if overlap is Overlap.LONGEST:
        return _longest(ordered, priority)
    if overlap is Overlap.LONGEST_PER_LABEL:
        kept = [
            item
            for label in {item.label for item in ordered}
            for item in _longest([item for item in ordered if item.label == label], priority)
        ]
        return sorted(kept, key=_place)
    return ordered


def yielding(overlap: Overlap, items: Sequence[M], existing: Sequence[Marked]) -> list[M]:
    """The items that stay beside what exists already; all of them under a policy that does not look at that."""
    if overlap is Overlap.KEEP_EXISTING:
        return clear_of(items, existing)
    if overlap is not Overlap.KEEP_EXISTING_PER_LABEL:
        return list(items)
    by_label = {item.label: [mark for mark in existing if mark.label == item.label] for item in items}
    clear = {
        label: clear_of([item for item in items if item.label == label], taken) for label, taken in by_label.items()
    }
    return sorted((item for kept in clear.values() for item in kept), key=_place)


def clear_of(items: Sequence[M], taken: Sequence[Marked]) -> list[M]:
    """The items that share no code point with any of `taken`; both sides may come in any order."""
    spans = sorted(item.span for item in taken)
    reach = _furthest_ends(spans)
    return [item for item in items if not _touches(item.span, spans, reach)]


def _place(item: Marked) -> tuple[int, int, str]:
    return item.span.start, item.span.end, item.label


def _longest(items: Sequence[M], priority: Callable[[M], int] | None) -> list[M]:
    """Strongest first, each kept if its place is still free; one cluster of overlapping items at a time."""
    kept: list[M] = []
    cluster: list[M] = []
    end = -1
    for item in items:
        if item.span.start >= end:
            kept += _strongest(cluster, priority)
            cluster = []
        cluster.append(item)
        end = max(end, item.span.end)
    return kept + _strongest(cluster, priority)


def _strongest(cluster: list[M], priority: Callable[[M], int] | None) -> list[M]:
    if len(cluster) < 2:
        return cluster
    ranked = sorted(cluster, key=lambda item: (-(priority(item) if priority else 0), -len(item.span), item.span.start))
    kept: list[M] = []
    for item in ranked:
        if not any(item.span.overlaps(other.span) for other in kept):
            kept.append(item)
    return sorted(kept, key=_place)


def _furthest_ends(spans: Sequence[Span]) -> list[int]:
    ends: list[int] = []
    for span in spans:
        ends.append(max(span.end, ends[-1]) if ends else span.end)
    return ends


def _touches(span: Span, spans: Sequence[Span], reach: Sequence[int]) -> bool:
    """Whether any of the sorted `spans` that start before the end of `span` reaches behind its start."""
    low, high = 0, len(spans)
    while low < high:
        middle = (low + high) // 2
        if spans[middle].start < span.end:
            low = middle + 1
        else:
            high = middle
    return low > 0 and reach[low - 1] > span.start
