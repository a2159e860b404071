from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.numerals import parse_bounds, parse_number

DIGITS = "零一二三四五六七八九"
UNITS = ["", "十", "百", "千"]


def in_words(number: int) -> str:
    """A whole number below 10^12 as it is written out in full."""
    if number == 0:
        return "零"
    text, zero = "", False
    for position in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**position % 10
        if digit:
            text += ("零" if zero else "") + DIGITS[digit] + UNITS[position % 4]
        zero = bool(text) and not digit
        if position in (4, 8) and number // 10**position % 10**4:
            text += "万" if position == 4 else "亿"
    return text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8.4亿", "840000000"), ("1,234.5", "1234.5"), ("3千6百万", "36000000"), ("一万二", "12000"),
        ("三百五", "350"), ("三百零五", "305"), ("1.2万亿", "1200000000000"), ("十", "10"), ("十五", "15"),
        ("廿三", "23"), ("一九九八", "1998"), ("二〇〇", "200"), ("一点五", "1.5"), ("百万", "1000000"),
        ("零", "0"), ("00", "0"), ("贰仟叁佰", "2300"), ("一百十五", "115"), ("3万5000", "35000"),
    ],
)  # fmt: skip
def test_numbers_are_read(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "五四", "万千", "一百千", "十百", "1.2.3", "3 5", "半", "多", "-3", "1e5", "x", "点五"]
)
def test_what_is_no_number_gives_none(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("六七百", (600, 700)),
        ("十七八", (17, 18)),
        ("三五", (3, 5)),
        ("十几", (11, 19)),
        ("二三十万", (200000, 300000)),
    ],
)
def test_two_digits_side_by_side_are_bounds(text: str, bounds: tuple[int, int]) -> None:
    assert parse_bounds(text) == tuple(map(Decimal, bounds))


@pytest.mark.parametrize("text", ["", "几十", "五四", "六八百", "六百", "一二三", "二三四五", "十几几"])
def test_what_names_no_two_numbers_has_no_bounds(text: str) -> None:
    assert parse_bounds(text) is None


@given(st.integers(0, 10**12 - 1))
def test_every_whole_number_written_out_is_read_back(number: int) -> None:
    assert parse_number(in_words(number)) == number


@given(st.text("一二三五九十百千万亿零点几多0123456789.,", max_size=14))
def test_any_row_of_number_characters_is_read_or_refused(text: str) -> None:
    number = parse_number(text)
    assert number is None or number >= 0
    bounds = parse_bounds(text)
    assert bounds is None or bounds[0] < bounds[1]
