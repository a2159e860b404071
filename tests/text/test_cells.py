from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.cells import CLOSING, OPENING, character_cells, offset_at, text_cells, wrap
from reader.text.display import visible
from reader.text.scripts import Script, convert
from reader.text.units import KIND_OF_UNIT
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


def may_break(text: str, at: int) -> bool:
    """Whether the rules for punctuation let a line start at this offset of a text."""
    stays = text[at] in CLOSING or text[at] in " \u3000" or not character_cells(text[at])
    return not stays and text[:at].rstrip(" \u3000")[-1:] not in OPENING


marks = "，。、；：！？“”‘’「」『』﹁﹂《》（）()[]〝〞｡﹐︒⁇‼…—·％ァィっ$￥"


@given(
    st.one_of(st.text(f"甲乙丙8.4亿吨abc \u3000\u0301{marks}", max_size=80), st.text("甲a，“ ", max_size=80)),
    st.integers(1, 30),
)
def test_punctuation_is_parted_only_where_no_break_in_the_line_keeps_it(text: str, width: int) -> None:
    starts = wrap(text, width)
    for start, end in pairwise(starts):
        fits = [at for at in range(start + 1, len(text)) if text_cells(text[start:at].rstrip(" \u3000")) <= width]
        assert may_break(text, end) or not any(may_break(text, at) for at in fits)


def test_no_line_starts_with_closing_or_ends_with_opening_punctuation() -> None:
    for mark in CLOSING - set("—…"):
        assert lines("甲乙" + mark, 4) == ["甲", "乙" + mark], mark
    for mark in OPENING:
        assert lines(f"甲乙{mark}丙", 6 if text_cells(mark) == 2 else 5) == ["甲乙", mark + "丙"], mark
        assert lines(f"甲乙{mark}  丙", 8)[-1] == mark + "  丙", mark


def written(unit: str) -> set[str]:
    """A unit as each script writes it, by itself and behind a number."""
    texts = (unit, f"35{unit}", f"三百二十{unit}")
    return {view.removeprefix("35").removeprefix("三百二十") for text in texts for view in views(text)} | {unit}


def views(text: str) -> list[str]:
    return [convert(text, script).view for script in Script if script is not Script.TAIWAN_PHRASES]


@pytest.mark.parametrize("number", ["35", "1,234.5", "３５", "35万", "二十五", "三百二十万", "十几", "数百"])
def test_a_number_stays_with_any_unit_that_is_known(number: str) -> None:
    for unit in sorted(set().union(*map(written, KIND_OF_UNIT))):
        text = f"甲乙丙丁{number}{unit}戊己庚辛"
        for width in (text_cells(number + unit), text_cells(number + unit) + 7):
            assert any(number + unit in line for line in lines(text, width)), (unit, width)


@pytest.mark.parametrize(
    "quantity",
    [
        "二十五万人次", "百分之五十", "三百二十万元", "三分之一", "35千瓦时", "三千瓦時", "1个多月", "兩個半小時",
        "三点五倍", "3万—5万元", "3至5年", "35元/吨", "35kWh", "第十五条", "十八届", "35㎡", "2005年", "3月", "七成",
    ],
)  # fmt: skip
def test_a_quantity_is_not_broken(quantity: str) -> None:
    for before in range(1, 8):
        assert any(quantity in line for line in lines("甲" * before + quantity + "乙" * 9, 14))


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
        ("8.4亿吨，", 8, ["8.4亿", "吨，"]),
        ("甲乙（ 丙", 7, ["甲乙", "（ 丙"]),
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
