"""Owns the question which script a text is in, and for traditional script how whose."""

from __future__ import annotations

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

# What a program writes that converts character by character, and nobody by hand.
_MACHINE_MADE = (
    "乾部", "骨乾", "實乾", "苦乾", "能乾", "乾勁", "乾群", "乾事", "乾擾", "乾預", "乾涉", "若乾",
    "纔能", "人纔", "纔華", "天纔", "英纔", "懮", "公裏", "裏程", "麵對", "方麵", "全麵", "表麵",
    "後麵", "麵積", "麵臨", "麵嚮", "製度", "機製", "皇後", "曆史", "經曆", "學曆", "係統", "隻要",
    "隻能", "方嚮", "嚮前", "批準", "準許", "徵服", "復雜", "重復", "頭發", "鼕季", "鬱悶", "鬆樹",
    "淩晨", "週恩", "傢庭", "國傢", "專傢", "傢鄉", "大傢", "占領", "標誌著",
)  # fmt: skip


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
    if sum(map(text.count, _MACHINE_MADE)) * _MACHINE_MADE_EVERY > len(text):
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


_VARIANTS = ("cn", "tw", "hk")
# A form is written in one or two of the three ways; each such set has a mark, one for forms that simplified
# script has too and one for forms that only traditional script has.
_WAYS = (("cn",), ("tw",), ("hk",), ("cn", "tw"), ("cn", "hk"), ("tw", "hk"))
# Laws of Taiwan write these, too, whatever its standard says.
_EVERYWHERE = "污覈"
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
