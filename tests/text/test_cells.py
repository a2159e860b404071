from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.cells import CLOSING, OPENING, character_cells, offset_at, text_cells, wrap
from reader.text.display import visible
from tests.strategies import mixed_text


def lines(text: str, width: int) -> list[str]:
    starts = wrap(text, width)
    return [text[start:end] for start, end in pairwise([*starts, len(text)])]


@given(mixed_text, st.integers(1, 60))
def test_lines_are_the_text_and_fit(text: str, width: int) -> None:
    shown = visible(text).view
    starts = wrap(shown, width)
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    assert all(start < len(shown) for start in starts[1:])
    for line in lines(shown, width):
        assert text_cells(line.rstrip(" \u3000")) <= max(width, 2)


@given(st.text("甲乙丙，。、“”《》（）8.4亿吨abc", max_size=80), st.integers(12, 40))
def test_no_line_starts_with_closing_or_ends_with_opening_punctuation(text: str, width: int) -> None:
    for before, after in pairwise(lines(text, width)):
        if text_cells(before) >= width - 10 and not set(before) <= CLOSING | OPENING:
            continue_of_marks = before[-1] in CLOSING | OPENING and after[0] in CLOSING | OPENING
            assert after[0] not in CLOSING or continue_of_marks or before[-1] in CLOSING
            assert before[-1] not in OPENING or continue_of_marks


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("甲乙丙丁戊", 4, ["甲乙", "丙丁", "戊"]),
        ("甲乙，丙丁。", 4, ["甲", "乙，", "丙", "丁。"]),
        ("甲“乙丙”丁", 4, ["甲", "“乙", "丙”", "丁"]),
        ("产煤8.4亿吨后", 8, ["产煤", "8.4亿吨", "后"]),
        ("名列第11位后", 8, ["名列", "第11位后"]),
        ("有1,234人来", 8, ["有", "1,234人", "来"]),
        ("甲乙Python丙", 8, ["甲乙", "Python丙"]),
        ("甲乙——丙", 6, ["甲乙——", "丙"]),
        ("甲乙丙……丁", 7, ["甲乙", "丙……丁"]),
        ("Supercalifragilistic", 8, ["Supercal", "ifragili", "stic"]),
        ("两个 词", 4, ["两个 ", "词"]),
        ("", 4, [""]),
    ],
)
def test_breaking(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


def test_a_line_holds_at_least_one_character() -> None:
    assert lines("甲乙", 1) == ["甲", "乙"]
    with pytest.raises(ValueError, match="at least one cell"):
        wrap("甲乙", 0)


@given(mixed_text)
def test_both_halves_of_a_wide_character_are_that_character(text: str) -> None:
    shown = visible(text).view.replace("\n", "")
    cell = 0
    for offset, character in enumerate(shown):
        for half in range(character_cells(character)):
            assert offset_at(shown, cell + half) == offset
        cell += character_cells(character)
    assert offset_at(shown, cell) == len(shown)
    assert offset_at(shown, -1) == 0


def test_ambiguous_characters_are_as_wide_as_the_terminal_says() -> None:
    assert text_cells("“好”…") == 5
    assert text_cells("“好”…", ambiguous=2) == 8
    assert text_cells("Ab𠮷😀") == 6
    assert offset_at("“好”", 2, ambiguous=2) == 1
    assert wrap("“甲乙丙丁”", 8, ambiguous=2) == [0, 4]
