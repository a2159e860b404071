from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.offsets import (
    ALL,
    SHIFTED,
    UNITS,
    Counting,
    LineEnds,
    Ruler,
    Said,
    Trial,
    Unit,
    find_unit,
    parse_counting,
    plain_line_ends,
    same_words,
)
from reader.errors import UsageError
from reader.text.spans import Span
from tests.strategies import mixed_text

TEXT = "𠮷野家😀在北京开业，e\u0301增长5.2%。\n👨‍👩‍👧家人"


def length(text: str, unit: Unit) -> int:
    """How long a text is, told by means of its own."""
    if unit is Unit.UTF16:
        return len(text.encode("utf-16-le")) // 2
    if unit is Unit.BYTES:
        return len(text.encode())
    if unit is Unit.GRAPHEMES:
        return len(regex.findall(r"\X", text))
    return len(text)


def counted(text: str, start: int, end: int, counting: Counting) -> tuple[int, int]:
    """The offsets of a slice of a text as a tool gives them; `text` as the tool has it."""
    first, last = length(text[:start], counting.unit), length(text[:end], counting.unit)
    return first + counting.first, last + counting.first - counting.inclusive


def written(text: str, counting: Counting) -> str:
    """The text as the tool has it, of a text as documents have it."""
    ends = {LineEnds.TWO: "\r\n"}.get(counting.line_ends, "\n")
    return ("\ufeff" if counting.bom else "") + text.replace("\n", ends)


@pytest.mark.parametrize(
    ("unit", "start", "end"),
    [(Unit.CODE_POINTS, 5, 7), (Unit.UTF16, 7, 9), (Unit.BYTES, 17, 23), (Unit.GRAPHEMES, 5, 7)],
)
def test_each_unit_names_the_same_passage_by_its_own_numbers(unit: Unit, start: int, end: int) -> None:
    assert Ruler(TEXT, Counting(unit)).spans(Said(((start, end),))) == (Span(5, 7),)
    assert find_unit([Said(((start, end),), "北京")], TEXT) in {unit, Unit.CODE_POINTS}


@pytest.mark.parametrize(
    ("counting", "start", "end"),
    [
        (Counting(Unit.UTF16), 1, 3),  # within 𠮷
        (Counting(Unit.BYTES), 1, 4),
        (Counting(Unit.UTF16), 0, 99),
        (Counting(Unit.BYTES), 0, 999),
        (Counting(Unit.GRAPHEMES), 0, 99),
        (Counting(), 0, 99),
        (Counting(), 3, 3),
        (Counting(first=1), 0, 2),
    ],
)
def test_what_is_no_place_gives_no_span(counting: Counting, start: int, end: int) -> None:
    assert Ruler(TEXT, counting).spans(Said(((start, end),))) is None


def test_a_line_end_of_two_characters_counts_as_two() -> None:
    given = "第一行\r\n第二行\r\n𠮷"
    ruler = Ruler(given, Counting())
    assert ruler.spans(Said(((5, 8),), "第二行")) == (Span(4, 7),)
    assert Ruler(plain_line_ends(given), Counting(Unit.UTF16, LineEnds.TWO)).spans(Said(((10, 12),))) == (Span(8, 9),)
    assert ruler.words(Said(((5, 8),))) == "第二行"


def test_the_words_of_several_parts_are_joined_by_a_space() -> None:
    assert Ruler(TEXT, Counting()).words(Said(((0, 3), (5, 7)))) == "𠮷野家 北京"


def test_white_space_may_be_written_otherwise_but_words_may_not() -> None:
    assert same_words("甲\n 乙", "甲 乙")
    assert not same_words("甲乙", "甲 乙")


@pytest.mark.parametrize("counting", [*ALL, *SHIFTED], ids=str)
def test_what_a_person_writes_means_what_is_shown(counting: Counting) -> None:
    assert parse_counting(str(counting)) == counting


@pytest.mark.parametrize("words", ["", "utf16", "code-points,", "utf-16;crlf", "\x1b[2J"])
def test_a_word_that_is_no_way_to_count_is_refused(words: str) -> None:
    with pytest.raises(UsageError):
        parse_counting(words)


@st.composite
def text_and_claims(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    """A text that begins and ends within no cluster, and slices of it, on the borders of clusters."""
    text = plain_line_ends(draw(mixed_text)).lstrip("\ufeff") + "终"
    edges = [0, *(match.end() for match in regex.finditer(r"\X", text))]
    places = st.lists(st.sampled_from(edges), min_size=2, max_size=2, unique=True).map(sorted)
    return text, [(start, end) for start, end in draw(st.lists(places, min_size=1, max_size=6))]


@given(text_and_claims(), st.sampled_from([*ALL, *SHIFTED]))
def test_a_ruler_gives_back_what_was_counted(drawn: tuple[str, list[tuple[int, int]]], counting: Counting) -> None:
    text, slices = drawn
    given = written(text, counting)
    for start, end in slices:
        # Where the slice stands in the text as the tool has it.
        prefix = written(text[:start], counting) if start else given[:0]
        first = len(prefix) if start else len(given) - len(written(text, Counting(line_ends=counting.line_ends)))
        words = text[start:end].replace("\n", "\r\n" if counting.line_ends is LineEnds.TWO else "\n")
        if counting.unit is Unit.GRAPHEMES and counting.bom:
            continue  # a byte order mark makes one cluster with what combines with it
        claim = Said((counted(given, first, first + len(words), counting),), words)
        assert Ruler(text, counting).spans(claim) == (Span(start, end),)
        assert Ruler(given, Counting(counting.unit, inclusive=counting.inclusive, first=counting.first)).spans(
            claim
        ) == (Span(start, end),)


@given(text_and_claims(), st.sampled_from(UNITS))
def test_the_unit_of_a_file_fits_it_and_no_unit_before_it_does(
    drawn: tuple[str, list[tuple[int, int]]], counting: Counting
) -> None:
    text, slices = drawn
    claims = [Said((counted(text, *edges, counting),), text[slice(*edges)]) for edges in slices]
    found = find_unit(claims, text)
    assert found is not None
    assert UNITS.index(Counting(found)) <= UNITS.index(counting)
    for claim in claims:
        spans = Ruler(text, Counting(found)).spans(claim)
        assert spans is not None
        assert same_words(spans[0].slice(text), str(claim.text))


@given(text_and_claims(), st.sampled_from(UNITS))
def test_a_claim_that_is_wrong_makes_every_unit_fail(
    drawn: tuple[str, list[tuple[int, int]]], counting: Counting
) -> None:
    text, slices = drawn
    claims = [Said((counted(text, *edges, counting),), text[slice(*edges)] + "不") for edges in slices]
    assert find_unit(claims, text) is None


def test_units_that_agree_are_told_from_units_that_do_not() -> None:
    trial = Trial(UNITS)
    trial.see("哈哈哈哈", [Said(((1, 2),), "哈")])
    assert [one.unit for one in trial.fitting] == [Unit.CODE_POINTS, Unit.UTF16, Unit.GRAPHEMES]
    assert trial.agree(UNITS[0], UNITS[1])
    trial.see("😀哈哈哈哈", [Said(((2, 3),), "哈")])
    assert not trial.agree(UNITS[0], UNITS[1])
    assert trial.agree(UNITS[0], UNITS[3])
