"""Owns EUC-TW, which Python has no codec for: CNS 11643, planes 1 and 2.

The characters of the two planes are those of the two levels of Big5 in the same order, by radical and strokes, but
for a few that were counted anew; so the tables are made from Python's codec (cp950) and the list of those few.
"""

from __future__ import annotations

import re
from functools import cache

EUC_TW = "euc-tw"

_UNIT = re.compile(rb"[\x00-\x7f]+|[\xa1-\xfe]{2}|\x8e[\xa1-\xb0][\xa1-\xfe]{2}|[\x80-\xff]")
_ROW = 94
_FIRST_ROW = 35  # of plane 1 that holds Chinese characters, counted from 0
_LEVELS = ((0xA4, 5401), (0xC9, 7652))  # the first lead byte of a level of Big5, and how many characters
_MOVED_OUT = ("耄銬彝薦繳嚨", "兀刉攷筇莚笻嗀錥徻鎀磿螤鎥瀪舋鐼鬮爩")
_MOVED_IN = (
    {1836: "耄", 3713: "銬", 4626: "薦", 4732: "彞", 4900: "嚨", 4955: "繳"},
    {
        43: "刉",
        138: "攷",
        2146: "笻",
        2792: "筇",
        2893: "莚",
        4930: "錥",
        5077: "徻",
        5365: "螤",
        5723: "磿",
        6312: "鎀",
        6530: "舋",
        6644: "鎥",
        6787: "瀪",
        6904: "鐼",
        7589: "鬮",
        7645: "爩",
    },
)
_SYMBOLS = (
    "　，、。．・；：？！︰…‥﹐﹑﹒·﹔﹕﹖﹗︱—︲–\ufffd\ufffd\ufffd\ufffd（）︵︶｛｝︷︸〔〕︹︺【】︻︼《》︽︾〈〉︿﹀「」﹁﹂『』﹃﹄﹙﹚﹛﹜﹝﹞‘’“”〝〞′‵＃＆＊※§〃○●△▲◎☆★◇◆□■▽▼",
    "㊣℅‾\ufffd＿\ufffd﹉﹊﹍﹎﹋﹌﹟﹠﹡＋－×÷±√＜＞＝≦≧≠∞≒≡﹢﹣﹤﹦﹥∼∩∪⊥∠∟⊿㏒㏑∫∮∵∴♀♂♁☉↑↓→←↖↗↙↘‖｜／＼∕﹨＄￥〒￠￡％＠℃℉﹩﹪﹫㏕㎜㎝㎞㏎㎡㎎㎏㏄°兙兛兞兝兡兣",
    "嗧瓩糎▁▂▃▄▅▆▇█▏▎▍▌▋▊▉┼┴┬┤├▔─│▕┌┐└┘╭╮╰╯═╞╪╡◢◣◥◤╱╲╳",
    "０１２３４５６７８９ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ〡〢〣〤〥〦〧〨〩\ufffd卄\ufffdＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚΑΒΓΔΕΖΗΘΙΚ",
    "ΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψωㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙㄚㄛㄜㄝㄞㄟㄠㄡㄢㄣㄤㄥㄦㄧㄨㄩ˙ˉˊˇˋ",
    "①②③④⑤⑥⑦⑧⑨⑩⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ",
)


def decode_euc_tw(data: bytes) -> str:
    """The text of bytes in EUC-TW; what is in neither plane, or no character, becomes U+FFFD.

    A character that is cut at the end becomes one U+FFFD as well.
    """
    planes = _planes()
    text = []
    for unit in _UNIT.findall(data):
        if unit[0] < 0x80:
            text.append(unit.decode("ascii"))
        elif len(unit) == 1:
            text.append("\ufffd")
        else:
            plane = planes.get(unit[1] if len(unit) == 4 else 0xA1, "")
            place = (unit[-2] - 0xA1) * _ROW + unit[-1] - 0xA1
            text.append(plane[place] if place < len(plane) else "\ufffd")
    return "".join(text)


@cache
def _planes() -> dict[int, str]:
    """The characters of each plane by row and column, by the byte that chooses the plane."""
    first, second = (_level(number) for number in range(2))
    symbols = "".join(row.ljust(_ROW, "\ufffd") for row in _SYMBOLS).ljust(_FIRST_ROW * _ROW, "\ufffd")
    return {0xA1: symbols + first, 0xA2: second}


def _level(number: int) -> str:
    lead, count = _LEVELS[number]
    trails = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    codes = (bytes([lead + place // len(trails), trails[place % len(trails)]]) for place in range(count))
    characters = [code.decode("cp950") for code in codes]
    characters = [character for character in characters if character not in _MOVED_OUT[number]]
    for place, character in _MOVED_IN[number].items():
        characters.insert(place, character)
    return "".join(characters)
