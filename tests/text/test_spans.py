from __future__ import annotations

import pytest

from reader.text.spans import Span


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (2, 1), (-2, -1)])
def test_a_span_that_runs_backwards_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="0 <= start <= end"):
        Span(start, end)


def test_an_empty_span_has_no_length_but_is_true() -> None:
    assert len(Span(3, 3)) == 0
    assert Span(3, 3)


def test_a_span_names_code_points_not_utf_16_units() -> None:
    assert Span(1, 3).slice("😀𠮷字") == "𠮷字"


def test_spans_that_touch_do_not_overlap() -> None:
    assert not Span(0, 2).overlaps(Span(2, 4))
    assert Span(0, 2).intersection(Span(2, 4)) is None
    assert Span(0, 3).intersection(Span(2, 4)) == Span(2, 3)


def test_the_hull_holds_both() -> None:
    hull = Span(0, 2).hull(Span(5, 7))
    assert hull == Span(0, 7)
    assert hull.contains(Span(5, 7))
    assert not Span(5, 7).contains(hull)


def test_a_span_may_not_be_shifted_below_zero() -> None:
    assert Span(1, 2).shift(-1) == Span(0, 1)
    with pytest.raises(ValueError, match="0 <= start"):
        Span(1, 2).shift(-2)


def test_spans_sort_by_start_then_end() -> None:
    assert sorted([Span(2, 3), Span(0, 9), Span(0, 1)]) == [Span(0, 1), Span(0, 9), Span(2, 3)]
