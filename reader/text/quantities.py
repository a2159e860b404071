"""Owns reading a quantity: a number with its unit. Its parts: numerals.py, unit_reading.py, approximations.py.

Wrong is worse than absent: what cannot be read for sure has no value, or is no quantity at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache

from reader.text.approximations import Approximation, strip_after, strip_before
from reader.text.folding import fold
from reader.text.numerals import DIGITS, MULTIPLIERS, SHORT, WORD_DIGITS, parse_bounds, parse_number
from reader.text.unit_reading import read_unit
from reader.text.units import KIND_OF_UNIT, PLAIN_UNIT, QuantityKind

LONGEST_TEXT = 60  # code points; a quantity is short


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity as a text states it.

    Either `value` is set, or `low` and `high`, or nothing where the text names no number (数百). `unit` is
    plain and in simplified script; 万 and 亿 are in the value. `ratio` is a ratio as written: 1/3, 8:2.
    """

    kind: QuantityKind
    unit: str = ""
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    approximation: Approximation = Approximation.EXACT
    ratio: str = ""

    def attributes(self) -> dict[str, str]:
        """What is stored and exported: only what is there; numbers as decimal text without exponent."""
        given = {
            "value": _plain(self.value),
            "low": _plain(self.low),
            "high": _plain(self.high),
            "unit": self.unit,
            "kind": self.kind.value,
            "approximation": self.approximation.value,
            "ratio": self.ratio,
        }
        return {name: text for name, text in given.items() if text}


def parse_quantity(text: str) -> Quantity | None:
    """The quantity that a text states as a whole, in either script and width; None for anything else.

    Dates, clock times, numbers in a list, model and telephone numbers are no quantities.
    """
    return parse_folded(fold(text).view) if len(text) <= LONGEST_TEXT else None


def parse_folded(text: str) -> Quantity | None:
    """The same for a text that is in its match form already."""
    return _parse(_SPACE.sub("", text)) if len(text) <= LONGEST_TEXT else None


_SPACE = re.compile(r"\s+")
_DASH = r"(?:-{1,2}|—{1,2}|–|−|~|至|到)"
_DIGIT_OR_MULTIPLIER = f"0123456789{WORD_DIGITS}{MULTIPLIERS}"
# 千瓦, 百分点 and 兆瓦 are units. Possessive throughout: no text can make it try twice. Groups are so by (?>…): with
# (…)++ Pythons before 3.11.5 stop in the wrong place.
_NUMBER = (
    r"(?>(?:\d{1,3}(?>(?:,\d{3})+)(?!\d)(?>(?:\.\d++)?)|\d++(?>(?:\.\d++)?)"
    rf"|[{WORD_DIGITS}{''.join(SHORT)}几数]|点(?=[{WORD_DIGITS}])"
    r"|千(?![瓦克米卡伏焦帕赫])|百(?!分)|兆(?![瓦赫帕])|[十拾佰仟万亿]|[多余来])+)"
)
_FRACTION = re.compile(rf"([\d{WORD_DIGITS}{MULTIPLIERS}]+)分之({_NUMBER})")
_SLASHED = re.compile(r"(\d{1,4})[/⁄](\d{1,4})")
_WORD_RATIO = re.compile(rf"([{WORD_DIGITS}十百]+)比([{WORD_DIGITS}十百]+)")
_RATIO = re.compile(r"\d{1,4}(?:\.\d+)?(?:(?::\d{1,4}(?:\.\d+)?)+|比\d{1,4}(?:\.\d+)?)")
_CLOCK = re.compile(r"\d{1,2}:[0-5]\d(?::[0-5]\d)?")
_RANK = re.compile(rf"第([\d{WORD_DIGITS}{MULTIPLIERS}]+)(位|名)?")
_FIRST_RANKS = re.compile(rf"前([\d{WORD_DIGITS}{MULTIPLIERS}]+)(位|名)")
_OF_MANY = re.compile(r"(\d+(?:\.\d+)?)/((?:10{0,2})?万)")
_DISCOUNT = re.compile(r"([1-9](?:\.\d+)?|[1-9]\d|[一二三四五六七八九]{1,2})折")
_HALF_UNIT = re.compile(r"(?P<number>.*?)(?P<piece>个)?半(?P<unit>个?\D*)")
_TENTHS = re.compile(rf"([\d.]+|[{WORD_DIGITS}十]|[{WORD_DIGITS}]{{2}})成([{WORD_DIGITS}\d半])?")
_TENTHS_RANGE = re.compile(rf"([\d.]+|[{WORD_DIGITS}])成?{_DASH}([\d.]+|[{WORD_DIGITS}])成")
_SHARE_RANGE = re.compile(rf"(?P<whole>[百千])分之({_NUMBER}){_DASH}(?:(?P=whole)分之)?({_NUMBER})")
_TIMED = re.compile(r"(?:[^年月天时分秒]+(?:年|个月|天|个?小时|分钟?|秒)){2,3}")
_TIMED_PART = re.compile(r"(.+?)(年|个月|天|个?小时|分钟?|秒)")
_IN_SMALLER = {("年", "月"): 12, ("天", "小时"): 24, ("小时", "分钟"): 60, ("分钟", "秒"): 60}
_PER = re.compile(rf"(?:时速|每(?P<per>(?!{_NUMBER})[^\d每]{{1,4}}?))(?P<rest>{_NUMBER}.*)")
_COINS = re.compile(
    rf"([\d{WORD_DIGITS}{MULTIPLIERS}]+)[元块]([\d{WORD_DIGITS}])(?:[角毛](?:([\d{WORD_DIGITS}])分)?)?钱?"
)
_MINUS = re.compile("[-−]|零下|负")
_BELOW_ZERO = (QuantityKind.PERCENT, QuantityKind.PERCENTAGE_POINTS, QuantityKind.TEMPERATURE)
_MONEY_SIGN = re.compile(r"(?:us|hk|nt)?[$€£¥]|rmb|cny|人民币|新台币|台币|港币|美金")
_PLAIN_UNITS = {
    "us$": "美元",
    "hk$": "港元",
    "nt$": "新台币",
    "€": "欧元",
    "£": "英镑",
    "rmb": "元",
    "cny": "元",
    "人民币": "元",
    "台币": "新台币",
    "港币": "港元",
    "美金": "美元",
}


@lru_cache(maxsize=4096)
def _parse(text: str) -> Quantity | None:
    text, before = strip_before(text)
    body, after = strip_after(text, _DIGIT_OR_MULTIPLIER)
    if body == "半" and before:  # 近半, 过半
        body = "一半"
    for read in (
        _rank,
        _fraction,
        _half,
        _tenths,
        _discount,
        _coins,
        _range,
        _timed,
        _per,
        _single,
        _celsius,
        _negative,
    ):
        quantity = read(body)
        if quantity is not None:
            return _with_approximation(quantity, before, after)
    return None


def _with_approximation(quantity: Quantity, before: Approximation, after: Approximation) -> Quantity | None:
    said = before or quantity.approximation or after
    return replace(quantity, approximation=said)


def _rank(text: str) -> Quantity | None:
    """第2位; 前5名 is the ranks from 1 to 5. 第十五条 is a place in a law, 第3期 an issue."""
    if first := _FIRST_RANKS.fullmatch(text):
        last = parse_number(first[1])
        if last is None or last < 2:
            return None
        return Quantity(QuantityKind.RANK, first[2], low=Decimal(1), high=last)
    found = _RANK.fullmatch(text)
    value = parse_number(found[1]) if found else None
    if found is None or value is None or not found[2]:
        return None
    return Quantity(QuantityKind.RANK, found[2], value)


def _fraction(text: str) -> Quantity | None:
    """百分之三十, 三分之一, 1/3, 8:2, 一半."""
    if text in ("一半", "半数"):
        return Quantity(QuantityKind.RATIO, value=Decimal("0.5"), ratio="1/2")
    if found := _FRACTION.fullmatch(text):
        whole, part = parse_number(found[1]), parse_number(found[2])
        if whole is None or part is None or whole == 0:
            return None
        if whole == 100 or whole == 1000:
            return Quantity(QuantityKind.PERCENT, "%" if whole == 100 else "‰", part)
        return _ratio(part, whole) if part < whole else None
    if found := _SLASHED.fullmatch(text):
        part, whole = Decimal(found[1]), Decimal(found[2])
        return _ratio(part, whole) if 0 < part < whole else None
    if found := _OF_MANY.fullmatch(text):
        many = parse_number(found[2])
        return _ratio(Decimal(found[1]), many) if many else None
    if found := _WORD_RATIO.fullmatch(text):
        text = "比".join(_plain(parse_number(side)) for side in found.groups())
    written = text.replace("∶", ":").replace("比", ":")
    # 1∶15 and 1比15 are no times of the day.
    if _RATIO.fullmatch(written) and not _CLOCK.fullmatch(text):
        text = written
        parts = [Decimal(part) for part in text.split(":")]
        value = _shortened(parts[0], parts[1]) if len(parts) == 2 and parts[1] else None
        return Quantity(QuantityKind.RATIO, value=value, ratio=text)
    return None


def _ratio(part: Decimal, whole: Decimal) -> Quantity:
    return Quantity(QuantityKind.RATIO, value=_shortened(part, whole), ratio=f"{_plain(part)}/{_plain(whole)}")


def _shortened(part: Decimal, whole: Decimal) -> Decimal:
    """To ten places: enough to compute with; the ratio as written is kept beside it."""
    return (part / whole).quantize(Decimal("1e-10"), ROUND_HALF_EVEN).normalize()


def _half(text: str) -> Quantity | None:
    """半年, 一年半, 两个半小时, 半个月, 半个多小时."""
    if text.startswith("半个多"):
        least = _half(text.replace("多", "", 1))
        return replace(least, approximation=Approximation.OVER) if least else None
    found = _HALF_UNIT.fullmatch(text)
    if found is None or text.count("半") != 1:
        return None
    half = Decimal("0.5")
    if not found["number"] and not found["piece"]:
        return _measured(half, found["unit"])
    number = re.match(_NUMBER, found["number"])
    whole = parse_number(number[0]) if number else None
    if number is None or whole is None:
        return None
    between = found["number"][number.end() :] + (found["piece"] or "")
    if between == "个" and found["unit"]:  # 两个半小时
        return _measured(whole + half, found["unit"])
    return _measured(whole + half, between) if between and not found["unit"] else None


def _measured(value: Decimal, unit: str) -> Quantity | None:
    """Only what can be halved."""
    kind = KIND_OF_UNIT.get(unit)
    return None if kind in (None, QuantityKind.COUNT) else Quantity(KIND_OF_UNIT[unit], PLAIN_UNIT[unit], value)


def _tenths(text: str) -> Quantity | None:
    """七成 is 70 %, 七成五 and 七成半 75 %, 七八成 70 to 80 %."""
    found = _TENTHS.fullmatch(text)
    if found is None:
        return None
    bounds = parse_bounds(found[1])
    if bounds is not None and not found[2]:
        return Quantity(QuantityKind.PERCENT, "%", low=bounds[0] * 10, high=bounds[1] * 10)
    tenths = parse_number(found[1])
    more = parse_number(found[2].replace("半", "5")) if found[2] else Decimal(0)
    if tenths is None or more is None or tenths > 10:
        return None
    return Quantity(QuantityKind.PERCENT, "%", tenths * 10 + more)


def _discount(text: str) -> Quantity | None:
    """八折 is 80 % of the price, 7.5折, 75折 and 七五折 are 75 %."""
    found = _DISCOUNT.fullmatch(text)
    if found is None:
        return None
    digits = "".join(str(DIGITS.get(digit, digit)) for digit in found[1])
    value = Decimal(digits)
    return Quantity(QuantityKind.PERCENT, "%", value * 10 if value < 10 else value)


def _coins(text: str) -> Quantity | None:
    """三元六角, 3块5."""
    found = _COINS.fullmatch(text)
    if found is None:
        return None
    parts = [parse_number(part) if part else Decimal(0) for part in found.groups()]
    whole, tenths, hundredths = parts
    if whole is None or tenths is None or hundredths is None:
        return None
    return Quantity(QuantityKind.MONEY, "元", whole + tenths / 10 + hundredths / 100)


def _celsius(text: str) -> Quantity | None:
    """摄氏60度, the unit before the number."""
    return _single(f"{text[2:-1]}摄氏度") if text.startswith("摄氏") and text.endswith("度") else None


def _negative(text: str) -> Quantity | None:
    """-2.05‰, 零下5℃: only where a number below nothing has a meaning."""
    sign = _MINUS.match(text)
    below = _celsius(text[sign.end() :]) or _single(text[sign.end() :]) if sign else None
    if below is None or below.value is None or (below.kind not in _BELOW_ZERO and below.unit != "度"):
        return None
    return replace(below, value=-below.value)


def _timed(text: str) -> Quantity | None:
    """2小时30分 is 150 minutes, 1年6个月 18 months: told in the smallest unit, in which it is exact."""
    if not _TIMED.fullmatch(text):
        return None
    total = Decimal(0)
    unit = ""
    for number, written in _TIMED_PART.findall(text):
        part = _single(number + {"分": "分钟"}.get(written, written))
        if part is None or part.value is None or part.approximation:
            return None
        times = _IN_SMALLER.get((unit, part.unit)) if unit else 1
        if times is None or (unit and part.value >= times):
            return None
        total, unit = total * times + part.value, part.unit
    return Quantity(QuantityKind.DURATION, unit, total)


def _per(text: str) -> Quantity | None:
    """时速350公里, 每平方米3000元: the same as 350公里/小时, 3000元/平方米."""
    found = _PER.fullmatch(text)
    if found is None:
        return None
    written = f"{found['rest']}/{found['per'] or '小时'}"
    return _range(written) or _single(written)


def _range(text: str) -> Quantity | None:
    """3—5万元, 10%至20%, 3万元到5万元, 三至五成: what is said once holds for both ends."""
    if found := _TENTHS_RANGE.fullmatch(text):
        few, many = parse_number(found[1]), parse_number(found[2])
        if few is None or many is None or not few < many <= 10:
            return None
        return Quantity(QuantityKind.PERCENT, "%", low=few * 10, high=many * 10)
    if found := _SHARE_RANGE.fullmatch(text):
        text = f"{found[2]}-{found[3]}{'%' if found['whole'] == '百' else '‰'}"
    found = re.fullmatch(rf"(?P<low>{_NUMBER})(?P<unit>[^\d—~–−-]*?){_DASH}(?P<rest>{_NUMBER}.*)", text)
    if found is None:
        return None
    high = _single(found["rest"])
    low = _single(found["low"] + (found["unit"] or _unit_of(found["rest"])))
    if high is None or low is None or high.value is None or low.value is None:
        return None
    if (low.unit, low.kind) != (high.unit, high.kind) or high.approximation:
        return None
    low_value = low.value if found["unit"] else _scaled_alike(found["low"], low.value, found["rest"])
    if low_value is None or low_value >= high.value:
        return None
    return Quantity(high.kind, high.unit, low=low_value, high=high.value)


def _unit_of(text: str) -> str:
    number = re.match(_NUMBER, text)
    return text[number.end() :] if number else ""


def _scaled_alike(low_text: str, low: Decimal, rest: str) -> Decimal | None:
    """3—5万 is 3万 to 5万, but 8000—1万 is 8000 to 1万."""
    if any(multiplier in low_text for multiplier in MULTIPLIERS):
        return low
    number = re.match(_NUMBER, rest)
    scaled = re.fullmatch(rf"(.+?)([{MULTIPLIERS}]+)", number[0]) if number else None
    if scaled is None:
        return low
    head, factor = parse_number(scaled[1]), parse_number(scaled[2])
    if head is None or factor is None:
        return None
    if low < head:
        return low * factor
    return low if low * 100 >= factor else None


def _single(text: str) -> Quantity | None:
    """One number with its unit."""
    sign = _MONEY_SIGN.match(text)
    if sign:
        rest = _single(text[sign.end() :])
        if rest is None or rest.kind not in (QuantityKind.AMOUNT, QuantityKind.MONEY):
            return None
        said = "" if rest.unit == "元" else rest.unit  # 新台币3元
        unit = said or _PLAIN_UNITS.get(sign[0], sign[0])
        return Quantity(QuantityKind.MONEY, unit, rest.value, rest.low, rest.high, rest.approximation)
    number = re.match(_NUMBER, text)
    if number is None:
        return None
    written, unit = number[0], text[number.end() :]
    if unit.startswith("个多"):  # 1个多月
        written, unit = written + "多", "个" + unit[2:]
    elif not unit and written.endswith("两") and written.count("两") == 1:  # a weight here, two elsewhere
        written, unit = written[:-1], "两"
    read = _read_number(written)
    if read is None:
        return None
    value, low, high, approximation = read
    named = read_unit(unit, written, value)
    if named is None:
        return None
    return Quantity(named[1], named[0], value, low, high, approximation)


def _read_number(
    written: str,
) -> tuple[Decimal | None, Decimal | None, Decimal | None, Approximation] | None:
    """Value, low, high and how exactly it is meant; None where it is no number."""
    approximation = Approximation.EXACT
    for mark, meaning in (
        ("多", Approximation.OVER),
        ("余", Approximation.OVER),
        ("来", Approximation.ABOUT),
    ):
        if mark in written:
            written, approximation = written.replace(mark, "", 1), meaning
            break
    if set(written) & set("多余来"):
        return None
    if written[:1] in ("几", "数"):
        rest = written[1:]
        sure = not rest or (set(rest) <= set("十百千万亿") and parse_number(rest) is not None)
        return (None, None, None, Approximation.SEVERAL) if sure else None
    bounds = parse_bounds(written)
    if bounds is not None:
        return None, *bounds, Approximation.SEVERAL if "几" in written else approximation
    value = parse_number(written)
    return None if value is None else (value, None, None, approximation)


def _plain(value: Decimal | None) -> str:
    return "" if value is None else format(value.normalize(), "f")
