"""Owns how much a reading of bytes is like Chinese text, by which the encoding of a file is told.

Method: every character that is not ASCII counts by how common it is. Common are the first levels of GB 2312 and of
Big5, which hold the 3,755 and 5,401 characters in daily use, and the marks of Chinese; commoner still the few
hundred that make up half of any text. A wrong reading of a text turns out rare and unassigned characters.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache

from reader.documents.euctw import EUC_TW, decode_euc_tw

SAMPLE = 1 << 16  # bytes that are read in every way
LONG = 60  # Chinese characters from which on some of the commonest must be among them
FEWEST_COMMONEST = 0.04
LIKELY = 0.45  # the least score a character of a reading that is right
CLEARLY = 1.0  # how much more the right reading scores than the next
RIVAL = 12  # characters that are needed to call a text Korean or Japanese
_FEWEST_KANA = 4  # or so many kana, where most are

_RARELY_USED = 4.0  # what tells for EUC-TW must weigh as much more than what tells for another

_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_NARROW = ("utf-8", "gb18030", "big5hkscs", EUC_TW)
_RIVALS = ("cp949", "cp932", "euc_jp")  # not Chinese; told apart so that they are not taken for it

_COMMONEST = frozenset(
    "的一是不了在人有我他这这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里所去行过家十用"
    "发天如然作方成者多日都三小军二无同么经法当起与好看学进种将还分此心前面又定见只主没公从部员市县民政工办全区业高建制"
    "农村镇乡新产党长务实机本关理开动力情水重加条位化服收教社保组第四五六七八九百千万亿元月号日这些内体平水利育合应"
    "這為來個們說國時會後能對著裡裏過發無麼經當與學進種將還見沒從員縣務實機關開動條產黨長農鄉業應體號萬億區"
    "案規定辦法依本院部署令條例項款第及或其者應得之以由為並"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """Bytes read in one encoding: `score` is the sum over the characters of a sample, `damage` its wrong places.

    `counted` characters of the sample are not ASCII; `doubtful` where a long text has next to none of the
    commonest characters. A character cut at the end of the sample counts for nothing.
    """

    encoding: str
    sample: str
    score: float
    counted: int
    damage: int
    doubtful: bool

    @property
    def mean(self) -> float:
        """The score of a character; 0 where there is none that counts."""
        return self.score / self.counted if self.counted else 0.0

    @property
    def likely(self) -> bool:
        """Whether it reads as Chinese text at all."""
        return self.mean >= LIKELY and not self.doubtful


def readings(data: bytes) -> list[Reading]:
    """The ways to read bytes that are no valid UTF-8, or that hold NUL, the most likely first."""
    head = data[:SAMPLE]
    found = re.search(rb"[\x80-\xff]", data)
    start = 0 if found is None else max(0, data.rfind(b"\n", 0, found.start()) + 1, found.start() - SAMPLE // 2)
    sample = data[start : start + SAMPLE]
    wide = [_read(head, encoding) for encoding in _WIDE]
    narrow = [] if b"\x00" in head else [_read(sample, encoding) for encoding in _NARROW]
    return sorted([*wide, *narrow], key=lambda reading: (not reading.likely, -reading.score, reading.damage))


def rivals(data: bytes) -> list[Reading]:
    """Readings in which the bytes are Korean or Japanese rather than Chinese."""
    readings = (_read(data[:SAMPLE], encoding) for encoding in _RIVALS)
    return [reading for reading in readings if _is_foreign(reading)]


def wide_unless_ascii(data: bytes) -> Reading | None:
    """UTF-16 without a mark whose bytes all happen to be ASCII: only where every character of it is common."""
    if len(data) % 2 or not 8 <= len(data) <= SAMPLE or re.search(rb"[\s\x00]", data):
        return None
    found = [reading for reading in (_read(data, encoding) for encoding in _WIDE[:2]) if reading.mean >= 1]
    return found[0] if len(found) == 1 and found[0].counted == len(data) // 2 else None


def _read(sample: bytes, encoding: str) -> Reading:
    if encoding == EUC_TW:
        text = decode_euc_tw(sample).removesuffix("\ufffd")
    else:
        text = codecs.getincrementaldecoder(encoding)("replace").decode(sample)
    damage = text.count("\ufffd")
    weights = _weights()
    score, counted, commonest, chinese = 0.0, 0, 0, 0
    for character in text:
        if " " <= character < "\x7f" or character in "\t\n\r\f":
            continue
        weight = weights.get(character)
        score += _rare(character) if weight is None else weight
        counted += 1
        if "\u3400" <= character <= "\u9fff":
            chinese += 1
            commonest += character in _COMMONEST
    score -= _RARELY_USED if encoding == EUC_TW else 0
    doubtful = chinese >= LONG and commonest < FEWEST_COMMONEST * chinese
    return Reading(encoding, text, score, counted, damage, doubtful)


def _rare(character: str) -> float:
    """What a character counts that is in no list: less the less likely it is in a Chinese text."""
    if "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff" or character == "〇":
        return -0.4
    if "\u3100" <= character <= "\u312f" or "\u2000" <= character <= "\u2bff" or character >= "\U0001f300":
        return 0.0  # bopomofo, symbols, pictures
    if "\ue000" <= character <= "\uf8ff":
        return -2.0  # private use
    if character == "\ufffd" or character < " " or "\x7f" <= character <= "\x9f":
        return -6.0
    return -1.0


@cache
def _weights() -> dict[str, float]:
    """The score of each common character, from the tables of the codecs themselves."""
    gb = b"".join(bytes([lead, trail]) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF))
    big5 = b"".join(
        bytes([lead, trail])
        for lead in range(0xA4, 0xC7)
        for trail in [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
        if (lead, trail) <= (0xC6, 0x7E)
    )
    weights = dict.fromkeys(gb.decode("gb2312", "ignore") + big5.decode("big5", "ignore"), 1.0)
    weights |= dict.fromkeys("　、。〈〉《》「」『』【】〔〕…—“”‘’·•％‰℃〇", 1.0)
    weights |= dict.fromkeys(map(chr, range(0xFF01, 0xFF5F)), 1.0)
    weights |= dict.fromkeys(_COMMONEST, 1.5)
    return weights


def _is_foreign(reading: Reading) -> bool:
    """Whether nearly all is Hangul, or a good part kana, and nothing is wrong; of a title, most must be kana."""
    letters = [character for character in reading.sample if character > "\x7f"]
    kana = sum("\u3041" <= character <= "\u30ff" for character in letters)
    if reading.damage:
        return False
    if len(letters) < RIVAL:
        return kana >= _FEWEST_KANA and kana > 0.5 * len(letters)
    hangul = sum("\uac00" <= character <= "\ud7a3" for character in letters)
    return hangul > 0.9 * len(letters) or kana > 0.3 * len(letters)
