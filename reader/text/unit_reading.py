"""Owns telling what a unit behind a number is: its plain name and kind, or that the two make no quantity.

Which units there are: units.py.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.text.numerals import MULTIPLIERS, WORD_DIGITS
from reader.text.units import KIND_OF_UNIT, NO_UNIT, PLAIN_UNIT, QuantityKind

if TYPE_CHECKING:
    from decimal import Decimal

_LATIN_TIMES = {"h": "小时", "min": "分钟", "s": "秒"}
_TIMES = frozenset(("小时", "时", "秒", "分", "分钟", "天", "日", "月", "年", *_LATIN_TIMES))
# 十块零五毛 has a number behind its unit, which is not one of what is counted.
_IN_NUMBERS = frozenset("零〇○半" + "0123456789")
_YEAR_DIGITS = WORD_DIGITS.replace("两", "")  # 两三年 is no year
_FEW = frozenset("一二两三四五六七八九")
_PEOPLE = frozenset("人名位口")
# 5G is a network, 128G a store, 1.5T a magnet or an engine: not grams, not tonnes.
_GENERATION = re.compile(r"[2-6]g|(?:8|10|16|32|64|128|256|512|1024)g|[12]\.\dt|3t")

_COUNT_NOTHING = "一批 一个 一种 一级 十分 一层 一道 一面 一样 一起 一次 一对 一组 一班 一代 一期 千家万户 万分"
_WORDS = frozenset(_COUNT_NOTHING.split())
"""Words that count nothing, though they look like a number with its measure word."""


def read_unit(unit: str, number: str, value: Decimal | None) -> tuple[str, QuantityKind] | None:
    """The unit as stored, with its kind; None where number and unit make something else than a quantity."""
    if not unit:
        return _without_unit(number)
    if unit in NO_UNIT or _is_date(unit, number, value) or _is_word(unit, number):
        return None
    if unit in KIND_OF_UNIT:
        return PLAIN_UNIT[unit], KIND_OF_UNIT[unit]
    head, slash, per = unit.replace("每", "/", 1).partition("/")
    if slash and head in KIND_OF_UNIT and 0 < len(per) <= 4:
        plain = _LATIN_TIMES.get(per) or PLAIN_UNIT.get(per, per)
        return f"{PLAIN_UNIT[head]}/{plain}", _kind_per(KIND_OF_UNIT[head], per)
    bracketed = re.fullmatch(r"(\w{1,3})\((\w{1,3})\)", unit)
    if bracketed and bracketed[1] in KIND_OF_UNIT:
        return unit, KIND_OF_UNIT[bracketed[1]]
    if value is None or (value < 10 and number[0] in WORD_DIGITS) or unit[0] in "分面单" or set(unit) & _IN_NUMBERS:
        return None
    if any(KIND_OF_UNIT.get(unit[:length], QuantityKind.COUNT) is not QuantityKind.COUNT for length in (4, 3, 2)):
        return None  # 6个月内
    for length in (2, 1):  # 100余名残疾人: what is counted may follow its measure word
        if KIND_OF_UNIT.get(unit[:length]) is QuantityKind.COUNT and re.fullmatch(r"[一-鿿]{1,12}", unit):
            return PLAIN_UNIT[unit[:length]], QuantityKind.COUNT
    return None


def _kind_per(kind: QuantityKind, per: str) -> QuantityKind:
    """What so much of one thing for one of another is; a price is money."""
    if kind is QuantityKind.LENGTH and per in _TIMES:
        return QuantityKind.SPEED
    return kind if kind is QuantityKind.MONEY else QuantityKind.RATE


def _is_word(unit: str, number: str) -> bool:
    """三方 are parties, 四环 a road, 二期 and 二级 the second, 亿级 and 5G are a size and a generation."""
    return (
        number + unit in _WORDS
        or (number in _FEW and unit in ("方", "环"))
        or (number == "二" and KIND_OF_UNIT.get(unit) is QuantityKind.COUNT and unit not in _PEOPLE)
        or (unit == "级" and set(number) <= set(MULTIPLIERS))
        or _GENERATION.fullmatch(number + unit) is not None
    )


def _without_unit(number: str) -> tuple[str, QuantityKind] | None:
    """A bare number states an amount, but not one that reads like a year or a telephone number."""
    if re.fullmatch(r"(?:19|20)\d\d|\d{9,}|0\d+|[\d.]+兆", number):  # 100兆 is a breadth of data as often
        return None
    figures = any(character.isdigit() and character.isascii() for character in number)
    large = any(multiplier in number for multiplier in ("十百千万亿" if number[0] in "几数" else "百千万亿"))
    return ("", QuantityKind.AMOUNT) if figures or large else None


def _is_date(unit: str, number: str, value: Decimal | None) -> bool:
    """2005年, 一九九八年, 05年."""
    return unit == "年" and (
        (value is not None and value >= 1000 and value % 100 != 0)
        or re.fullmatch(rf"0\d|\d{{4}}|[{_YEAR_DIGITS}]{{2,}}", number) is not None
    )
