"""Owns the question which script a text is in, and for traditional script how whose."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from reader.text.dictionaries import read


class ScriptGuess(NamedTuple):
    """Which script a text is in, with the share of its telling characters that speak for each.

    `variant` is told for traditional text only: "tw" and "hk" for how Taiwan and Hong Kong write, "cn" for
    text of the mainland put into traditional characters, most often by a program, "" where nothing tells.
    """

    name: str  # simplified, traditional, mixed or neither
    simplified: float
    traditional: float
    variant: str = ""


# One script holds where at most one telling character in ten speaks for the other: a quotation, a name.
_SHARE_OF_ONE_SCRIPT = 0.9
# A variant holds where it explains that share of the characters that tell variants apart.
_SHARE_OF_ONE_VARIANT = 0.8

# One such mistake in that many characters is enough.
_MACHINE_MADE_EVERY = 2000

# A mistake by itself may be a slip, or two words that meet.
_MISTAKES_THAT_TELL = 2

# What a program writes that converts character by character, and nobody by hand; but not where the characters belong
# to two words that meet (手機 製造) or to another word (乾燥).
_MACHINE_MADE = re.compile(
    # Most characters begin nothing: one look tells.
    "(?=[乾骨實苦能若人英纔懮公裏麵方全表後製機皇曆經學係隻嚮批準徵復重頭鼕鬆傢國專大])(?:"
    "乾(?:[部勁擾預涉]|群(?!島)|事(?!後))|(?<![排魚肉羊牛筋])骨乾(?![燥枯])|(?<![果確樸種堅籽])實乾(?![燥淨枯旱癟脆涸])"
    "|苦乾(?!澀)|(?<![只可不])能乾(?![燥淨枯旱脆涸等笑瞪坐著杯])|若乾(?![燥淨枯旱脆涸坤隆])"
    "|(?:人|英)纔(?![能會有是可])|纔華|懮|公裏|(?<!夢)裏程"
    "|麵(?:[臨嚮]|對(?!半)|積(?!食))|[方全表後]麵(?![包粉食條館團糊])"
    "|製度|機製(?![造作品成備劑冰])|(?<![始天女])皇後(?![裔人代來世嗣期續面])|曆史|[經學]曆(?![法書表算])"
    "|(?<!關)係統(?![計一率治領籌])|(?<![一二三四五六七八九十百千萬兩幾每這那數半])隻[要能]"
    "|方嚮|嚮前|批準(?![備時確則])|(?<![標水基])準許(?![多可久])|(?<!特)徵服(?![務役兵])"
    "|復雜|重復(?![原合甦興習建發員職活查])|(?<=[白黑長短])頭發(?![現展生表布出起行放送給言動揮])"
    "|鼕季|(?<![放輕])鬆樹(?!立)|傢(?:庭|鄉)|[國專大]傢(?![具俱私伙什]))"
)


def detect_script(text: str) -> ScriptGuess:
    """Weighs the characters that only one script, or one way of writing traditional script, uses.

    *neither* where there are none; *mixed* where both scripts have more than a tenth of them. Works for a
    word as for a document, in one pass.
    """
    if text.isascii():
        return ScriptGuess("neither", 0.0, 0.0)
    marks = text.translate(_marks())
    simplified = marks.count(_SIMPLIFIED)
    traditional = sum(map(marks.count, _TRADITIONAL))
    total = simplified + traditional
    if not total:
        return ScriptGuess("neither", 0.0, 0.0)
    shares = simplified / total, traditional / total
    if shares[0] >= _SHARE_OF_ONE_SCRIPT:
        return ScriptGuess("simplified", *shares)
    if shares[1] >= _SHARE_OF_ONE_SCRIPT:
        return ScriptGuess("traditional", *shares, _variant(text, marks))
    return ScriptGuess("mixed", *shares)


def _variant(text: str, marks: str) -> str:
    """Whose traditional script it is: the way of writing that explains it, if only one does."""
    if _is_machine_made(text):
        return "cn"
    weights = dict.fromkeys(_VARIANTS, 0)
    for ways, (plain, telling) in zip(_WAYS, zip(_PLAIN, _TRADITIONAL[1:], strict=True), strict=True):
        count = marks.count(plain) + marks.count(telling)
        for variant in ways:
            weights[variant] += count
    total = sum(marks.count(mark) for mark in _PLAIN + _TRADITIONAL[1:])
    first, second, _ = sorted(weights.values(), reverse=True)
    if first == second or first < total * _SHARE_OF_ONE_VARIANT:
        return ""
    return max(weights, key=weights.__getitem__)


def _is_machine_made(text: str) -> bool:
    """Whether a text has several mistakes of a program, and more than forms of Taiwan or Hong Kong alone."""
    mistakes = _MACHINE_MADE.findall(text)
    return (
        len(set(mistakes)) >= _MISTAKES_THAT_TELL
        and len(mistakes) * _MACHINE_MADE_EVERY > len(text)
        and len(mistakes) > sum(map(text.count, _NOT_MAINLAND))
    )


_VARIANTS = ("cn", "tw", "hk")
# A form is written in one or two of the three ways; each such set has a mark, one for forms that simplified
# script has too and one for forms that only traditional script has.
_WAYS = (("cn",), ("tw",), ("hk",), ("cn", "tw"), ("cn", "hk"), ("tw", "hk"))
# Laws of Taiwan write these, too, whatever its standard says.
_EVERYWHERE = "污覈濕樑"
# Only Taiwan, or only Hong Kong, writes these; 群 and 為 come from programs, too.
_NOT_MAINLAND = "裡啟汙簷衞説温税脱"
_PLAIN = "\x02\x03\x04\x05\x06\x07"
_TRADITIONAL = "\x01\x0e\x0f\x10\x11\x12\x13"
_SIMPLIFIED = "\x14"
_OTHER = "\x15"


@lru_cache(maxsize=1)
def _marks() -> list[str]:
    """By code point of the basic plane, what it says about a text."""
    to_traditional, to_simplified = read("STCharacters"), read("TSCharacters")
    # 后 becomes 後 by itself, but 皇后 stays: what conversions write is at home in the script they lead to.
    in_traditional = {*"".join(to_traditional.values()), *"".join(read("STPhrases").values())}
    in_simplified = {*"".join(to_simplified.values()), *"".join(read("TSPhrases").values())}
    taiwan, hong_kong = read("TWVariants"), read("HKVariants")
    variants = {*taiwan.values(), *hong_kong.values()}
    marks = dict.fromkeys(to_traditional.keys() - in_traditional - variants, _SIMPLIFIED)
    traditional = to_simplified.keys() - in_simplified
    marks |= dict.fromkeys(traditional, _TRADITIONAL[0])
    for standard in taiwan.keys() | hong_kong.keys():
        forms = (standard, taiwan.get(standard, standard), hong_kong.get(standard, standard))
        for form in forms:
            ways = tuple(way for way, other in zip(_VARIANTS, forms, strict=True) if other == form)
            if ways in _WAYS and form not in _EVERYWHERE and (form == standard or form not in in_traditional):
                number = _WAYS.index(ways)
                marks[form] = _TRADITIONAL[number + 1] if form in traditional else _PLAIN[number]
    return [marks.get(chr(code), _OTHER) for code in range(0x10000)]
