from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.aligned import AlignedText, Replacement, Unit
from reader.text.spans import Span
from tests.strategies import mixed_text


@st.composite
def replacements_of(draw: st.DrawFn, text: str) -> list[Replacement]:
    """Replacements in order: removing, inserting, longer, shorter, of equal length, next to each other."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=10)))
    made = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        new = draw(st.sampled_from(["", "电", "電腦", "m2", "𠮷😀", text[start:end], text[start:end][::-1]]))
        made.append(Replacement(start, end, new))
    return made


@st.composite
def views(draw: st.DrawFn) -> AlignedText:
    text = draw(mixed_text)
    return AlignedText.from_replacements(text, draw(replacements_of(text)))


@st.composite
def chains(draw: st.DrawFn) -> tuple[AlignedText, AlignedText, AlignedText]:
    first = draw(views())
    second = AlignedText.from_replacements(first.view, draw(replacements_of(first.view)))
    return first, second, AlignedText.from_replacements(second.view, draw(replacements_of(second.view)))


def spans_of(text: str) -> list[Span]:
    """Every span of a short text, a few of a long one."""
    offsets = range(0, len(text) + 1, max(1, len(text) // 8))
    return [Span(start, end) for start in offsets for end in offsets if start <= end]


def test_a_word_that_changes_its_length_is_one_exact_span() -> None:
    view = AlignedText.from_replacements("用计算机写", [Replacement(1, 4, "電腦"), Replacement(4, 5, "寫")])
    assert view.view == "用電腦寫"
    assert view.units == [Unit(1, 4, 1, 3)]
    assert view.to_source(Span(1, 3)) == (Span(1, 4), False)
    assert view.to_source(Span(2, 3)) == (Span(1, 4), True)
    assert view.to_view(Span(4, 5)) == (Span(3, 4), False)


def test_a_dropped_character_belongs_to_the_one_before_it() -> None:
    view = AlignedText.from_replacements("甲\u200b乙", [Replacement(1, 2, "")])
    assert view.to_source(Span(0, 1)).span == Span(0, 2)
    assert view.to_source(Span(1, 2)).span == Span(2, 3)


def test_a_dropped_character_at_the_start_belongs_to_the_one_after_it() -> None:
    view = AlignedText.from_replacements("\ufeff甲乙", [Replacement(0, 1, "")])
    assert view.view == "甲乙"
    assert view.to_source(Span(0, 1)) == (Span(0, 2), False)


def test_a_text_of_which_nothing_shows_maps_as_a_whole() -> None:
    view = AlignedText.from_replacements("\u200b\u200b", [Replacement(0, 1, ""), Replacement(1, 2, "")])
    assert view.view == ""
    assert view.to_source(Span(0, 0)) == (Span(0, 2), True)
    assert view.to_view(Span(0, 1)) == (Span(0, 0), True)


@pytest.mark.parametrize(
    "wrong",
    [
        [(0, 1, "a"), (0, 1, "b")],
        [(2, 1, "")],
        [(0, 9, "")],
        [(-1, 0, "")],
        [(0, 2, ""), (1, 3, "x")],
        [(1, 2, "x"), (0, 1, "")],
    ],
)
def test_replacements_out_of_order_are_refused(wrong: list[tuple[int, int, str]]) -> None:
    with pytest.raises(ValueError, match="out of order or outside"):
        AlignedText.from_replacements("一二三", [Replacement(*row) for row in wrong])


def test_only_a_view_of_this_view_composes() -> None:
    with pytest.raises(ValueError, match="not a view"):
        AlignedText.unchanged("一").compose(AlignedText.unchanged("二"))


def test_an_unchanged_text_is_its_own_view_and_holds_no_map() -> None:
    view = AlignedText.unchanged("学习" * 1000)
    assert view.view is view.source
    assert view.units == []
    assert AlignedText.from_replacements("学", [Replacement(0, 1, "学")]).view == "学"


@given(views())
def test_the_view_is_the_source_with_its_replacements_made(view: AlignedText) -> None:
    """Between units code points correspond one to one, and neither side of a unit is empty."""
    source_at = view_at = 0
    for unit in [*view.units, None]:
        end, view_end = (unit.start, unit.view_start) if unit else (len(view.source), len(view.view))
        assert end - source_at == view_end - view_at >= 0
        if unit:
            assert unit.end > unit.start or not view.source
            assert unit.view_end > unit.view_start or not view.view
            source_at, view_at = unit.end, unit.view_end


@given(mixed_text, st.data())
def test_replacing_is_what_slicing_and_joining_gives(text: str, data: st.DataObject) -> None:
    made = data.draw(replacements_of(text))
    expected, done = "", 0
    for start, end, new in made:
        expected += text[done:start] + new
        done = end
    assert AlignedText.from_replacements(text, made).view == expected + text[done:]


@given(views())
def test_a_span_comes_back_whole_and_exact_at_the_borders_of_units(view: AlignedText) -> None:
    for span in spans_of(view.source):
        there = view.to_view(span)
        back = view.to_source(there.span)
        assert back.span.contains(span)
        if not there.grown:
            assert back.span == span
    for span in spans_of(view.view):
        there = view.to_source(span)
        back = view.to_view(there.span)
        assert back.span.contains(span)
        if not there.grown:
            assert back.span == span


@given(views())
def test_where_a_view_is_even_places_lie_equally_far_on(view: AlignedText) -> None:
    for span in spans_of(view.source):
        if view.is_even(span):
            shown = view.to_view(span).span
            assert len(shown) == len(span)
            for start in range(len(span)):
                assert view.to_source(Span(start, start + 1).shift(shown.start)) == (
                    Span(start, start + 1).shift(span.start),
                    False,
                )
        else:
            assert any(unit.start <= span.end and unit.end >= span.start for unit in view.units)


@given(views())
def test_maps_are_monotone(view: AlignedText) -> None:
    for text, carry in ((view.source, view.to_view), (view.view, view.to_source)):
        places = [carry(Span(offset, offset)).span for offset in range(len(text) + 1)]
        assert all(a.start <= b.start and a.end <= b.end for a, b in pairwise(places))
        assert carry(Span(0, len(text))).span == Span(0, len(view.view if text is view.source else view.source))


@given(views())
def test_a_wider_span_maps_to_a_wider_span(view: AlignedText) -> None:
    spans = spans_of(view.source)[:40]
    for inner in spans:
        for outer in spans:
            if outer.contains(inner):
                assert view.to_view(outer).span.contains(view.to_view(inner).span)


@given(chains())
def test_composing_shows_the_last_view_of_the_first_source(
    steps: tuple[AlignedText, AlignedText, AlignedText],
) -> None:
    first, second, _ = steps
    both = first.compose(second)
    assert (both.source, both.view) == (first.source, second.view)


@given(chains())
def test_composing_contains_going_step_by_step(steps: tuple[AlignedText, AlignedText, AlignedText]) -> None:
    """One step takes whole the units that hang together, steps take no more; at borders they agree."""
    first, second, _ = steps
    if not first.view:  # then nothing is left for the second step to tell apart
        return
    both = first.compose(second)
    for span in spans_of(both.source):
        at_once = both.to_view(span)
        by_steps = second.to_view(first.to_view(span).span)
        assert at_once.span.contains(by_steps.span)
        if not at_once.grown:
            assert at_once.span == by_steps.span
    for span in spans_of(both.view):
        at_once = both.to_source(span)
        by_steps = first.to_source(second.to_source(span).span)
        assert at_once.span.contains(by_steps.span)
        if not at_once.grown:
            assert at_once.span == by_steps.span


@given(chains())
def test_composing_does_not_depend_on_the_order(steps: tuple[AlignedText, AlignedText, AlignedText]) -> None:
    first, second, third = steps
    assert first.compose(second).compose(third) == first.compose(second.compose(third))


@given(views())
def test_composing_with_an_unchanged_text_changes_nothing(view: AlignedText) -> None:
    assert AlignedText.unchanged(view.source).compose(view) == view
    assert view.compose(AlignedText.unchanged(view.view)) == view


@given(views(), views())
def test_joined_texts_map_as_they_do_apart(left: AlignedText, right: AlignedText) -> None:
    if any(bool(part.source) != bool(part.view) for part in (left, right)):
        with pytest.raises(ValueError, match="joins no other"):
            AlignedText.join([left, right])
        return
    both = AlignedText.join([left, right])
    assert (both.source, both.view) == (left.source + right.source, left.view + right.view)
    assert both.units == [*left.units, *right.moved_units(len(left.source), len(left.view))]
