"""Owns reading one number, in figures or in words: 8.4亿, 1,234.5, 十二万五千, 3千6百万, 廿三, 贰仟.

Texts are in the match form (simplified, half-width). Numbers are exact: Decimal, never float.
"""

from __future__ import annotations

import re
from decimal import Decimal

LONGEST = 24  # digits; what is longer is no measurement, and more than Decimal keeps exact by default

DIGITS = {
    **{digit: value for value, digit in enumerate("零一二三四五六七八九")},
    **{digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "〇": 0, "○": 0, "两": 2, "俩": 2, "参": 3, "幺": 1,
}  # fmt: skip
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
BIG = {"万": 10**4, "亿": 10**8, "兆": 10**12}
SHORT = {"廿": "二十", "卅": "三十", "卌": "四十"}

WORD_DIGITS = "".join(DIGITS)
MULTIPLIERS = "".join(SMALL) + "".join(BIG)

# Only the digits of ASCII: \d would take those of every script, which DIGITS does not know.
_FIGURES = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_TOKEN = re.compile(rf"{_FIGURES}|[{WORD_DIGITS}]+|[{MULTIPLIERS}]|点[{WORD_DIGITS}]+")
# Two digits side by side mean from one to the other: 六七百, 十七八, 三五.
_PAIR = re.compile(r"([一二两三四五六七八九])([二两三四五六七八九])(?=$|[十百千万亿])")


def parse_number(text: str) -> Decimal | None:
    """The value of a number written in figures, in words or in both; None for anything else.

    A bare 万 or 百万 is one of it, as in 近亿. Three digits in words, or two with a zero, are read one by one
    (一九九八); 三百五 is 350.
    """
    for short, long in SHORT.items():
        text = text.replace(short, long)
    tokens = _TOKEN.findall(text)
    if not tokens or "".join(tokens) != text or len(text) > LONGEST:
        return None
    return _Sum().of(tokens)


def parse_bounds(text: str) -> tuple[Decimal, Decimal] | None:
    """The bounds of a number that names two: 六七百 is 600 to 700, 十几万 is 110,000 to 190,000; else None.

    几 at the start (几十) has no bounds.
    """
    if text.count("几") == 1 and not text.startswith("几"):
        return _ordered(parse_number(text.replace("几", "一")), parse_number(text.replace("几", "九")))
    pairs = list(_PAIR.finditer(text))
    if len(pairs) != 1:
        return None
    pair = pairs[0]
    first, second = DIGITS[pair[1]], DIGITS[pair[2]]
    alone = not re.search(rf"[{WORD_DIGITS}0-9]", text[: pair.start()][-1:] + text[pair.end() :][:1])
    if not alone or not (second == first + 1 or (first, second) == (3, 5)):
        return None
    before, after = text[: pair.start()], text[pair.end() :]
    return _ordered(parse_number(before + pair[1] + after), parse_number(before + pair[2] + after))


def _ordered(low: Decimal | None, high: Decimal | None) -> tuple[Decimal, Decimal] | None:
    return (low, high) if low is not None and high is not None and low < high else None


class _Sum:
    """Adds up 三千六百万 from left to right: digits wait in `number`, 千 in `section`, 万 in `total`."""

    def __init__(self) -> None:
        self.total = Decimal(0)
        self.section = Decimal(0)
        self.number: Decimal | None = None
        self.last_small = 10**4  # multipliers inside a section get smaller
        self.last_big = 10**16
        self.last = 0  # the multiplier just before, if the token just before was one
        self.bare = False  # that one had no digit before it
        self.has_decimals = False

    def of(self, tokens: list[str]) -> Decimal | None:
        for token in tokens:
            if not self._take(token):
                return None
        if self.number is not None:
            # 三百五 is 350; 三百零五 and 3万5000 say what they mean.
            if self.bare and self.last >= 100 and tokens[-1] not in "零〇○" and len(tokens) == 2:
                return None  # 万一, 百一
            short = self.last >= 100 and len(tokens[-1]) == 1 and self.number < 10 and tokens[-1] not in "零〇○"
            self.section += self.number * (self.last // 10 if short else 1)
        return self.total + self.section

    def _take(self, token: str) -> bool:
        if token[0] == "点":
            return self._decimals(token[1:])
        if token in SMALL:
            return self._small(SMALL[token])
        if token in BIG:
            return self._big(BIG[token])
        value = Decimal(token.replace(",", "")) if token.isascii() else _in_words(token)
        if value is None or self.number is not None:
            return False
        self.number = value
        return True

    def _decimals(self, digits: str) -> bool:
        whole = self.section + (self.number or 0)
        if self.total or (self.number is None and not self.section):
            return False
        self.section, self.last, self.has_decimals = Decimal(0), 0, True
        self.number = whole + Decimal("0." + "".join(str(DIGITS[digit]) for digit in digits))
        return True

    def _small(self, multiplier: int) -> bool:
        bare = self.number is None
        if self.has_decimals:  # 三点五十 is a time of the day
            return False
        # 百 by itself is a hundred; after something else only 十 may go without a digit: 一百十五.
        if multiplier >= self.last_small or (bare and multiplier != 10 and (self.section or self.last)):
            return False
        self.section += (Decimal(1) if self.number is None else self.number) * multiplier
        self.number, self.last, self.last_small, self.bare = None, multiplier, multiplier, bare
        return True

    def _big(self, multiplier: int) -> bool:
        section = self.section + (self.number or 0)
        self.bare = not section and self.number is None
        if not section and self.number is None and not self.total:
            section = Decimal(1)
        if self.total and multiplier > self.last_big:
            self.total = (self.total + section) * multiplier  # 1.2万亿
        elif multiplier < self.last_big:
            self.total += section * multiplier
        else:
            return False
        self.section, self.number, self.last = Decimal(0), None, multiplier
        self.last_small, self.last_big = 10**4, multiplier
        return True


def _in_words(token: str) -> Decimal | None:
    """Digits in words: one, or a row read one by one; 三五 is no number."""
    if len(token) == 1:
        return Decimal(DIGITS[token])
    if len(token) == 2 and token[0] in "零〇○":
        return Decimal(DIGITS[token[1]])
    if len(token) >= 3 or any(zero in token for zero in "零〇○"):
        return Decimal("".join(str(DIGITS[digit]) for digit in token))
    return None
