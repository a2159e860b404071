from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.overlap import Overlap, clear_of, resolve, yielding
from reader.text.spans import Span


class Passage(NamedTuple):
    span: Span
    label: str
    strength: int = 0


def passage(start: int, end: int, label: str = "program", strength: int = 0) -> Passage:
    return Passage(Span(start, end), label, strength)


LONG, SHORT, OTHER = passage(0, 8), passage(5, 9), passage(2, 4, "policy")


@pytest.mark.parametrize(
    ("overlap", "kept"),
    [
        (Overlap.KEEP_ALL, [LONG, OTHER, SHORT]),
        (Overlap.LONGEST, [LONG]),
        (Overlap.LONGEST_PER_LABEL, [LONG, OTHER]),
        (Overlap.KEEP_EXISTING, [LONG, OTHER, SHORT]),
        (Overlap.KEEP_EXISTING_PER_LABEL, [LONG, OTHER, SHORT]),
    ],
)
def test_each_policy_keeps_what_its_name_says(overlap: Overlap, kept: list[Passage]) -> None:
    assert resolve(overlap, [SHORT, OTHER, LONG]) == kept


def test_what_exists_counts_for_its_own_label_where_the_policy_says_so() -> None:
    existing = [passage(3, 6, "policy")]
    assert resolve(Overlap.KEEP_EXISTING_PER_LABEL, [LONG, SHORT, OTHER], existing) == [LONG, SHORT]
    assert resolve(Overlap.KEEP_EXISTING_PER_LABEL, [LONG, SHORT, OTHER], [LONG]) == [OTHER]


@pytest.mark.parametrize("overlap", [Overlap.KEEP_ALL, Overlap.LONGEST, Overlap.LONGEST_PER_LABEL])
def test_other_policies_do_not_look_at_what_exists(overlap: Overlap) -> None:
    assert yielding(overlap, [LONG, SHORT], [LONG]) == [LONG, SHORT]


def test_nothing_is_added_where_an_annotation_stands() -> None:
    existing = [passage(3, 6, "statistic")]
    assert resolve(Overlap.KEEP_EXISTING, [LONG, SHORT, passage(8, 9)], existing) == [passage(8, 9)]


def test_priority_wins_over_length() -> None:
    strong = passage(5, 9, strength=1)
    assert resolve(Overlap.LONGEST, [LONG, strong], priority=lambda item: item.strength) == [strong]


def test_of_equal_passages_the_first_stays() -> None:
    first, second = passage(0, 3, strength=1), passage(0, 3, strength=2)
    assert resolve(Overlap.KEEP_ALL, [first, second]) == [first]


def test_of_overlapping_passages_of_one_length_the_earlier_stays() -> None:
    assert resolve(Overlap.LONGEST, [passage(2, 5), passage(0, 3)]) == [passage(0, 3)]


def test_passages_that_touch_do_not_overlap() -> None:
    assert resolve(Overlap.LONGEST, [passage(0, 3), passage(3, 6)]) == [passage(0, 3), passage(3, 6)]


spans = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda at: Span(at[0], at[0] + at[1])))


@given(spans, spans)
def test_clear_of_agrees_with_comparing_each_pair(first: list[Span], second: list[Span]) -> None:
    items = [Passage(span, "program") for span in first]
    taken = [Passage(span, "program") for span in second]
    expected = [item for item in items if not any(item.span.overlaps(other.span) for other in taken)]
    assert clear_of(items, taken) == expected


@given(spans)
def test_the_longest_policy_leaves_nothing_overlapping_and_loses_nothing_for_free(
    given_spans: list[Span],
) -> None:
    kept = resolve(Overlap.LONGEST, [Passage(span, "program") for span in given_spans])
    assert not any(a.span.overlaps(b.span) for a in kept for b in kept if a is not b)
    for span in given_spans:
        assert any(span.overlaps(item.span) and len(item.span) >= len(span) for item in kept)
