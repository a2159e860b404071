"""Owns the display form: what may safely reach a terminal, one or two cells a character, nothing hidden.

A document's text can hold terminal escapes, direction overrides, zero-width characters and towers of combining
marks. Each is shown as a mark of its own, and none is sent as it is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from reader.text.aligned import AlignedText, Replacement

HIDDEN_MARK = "◦"  # a zero-width, direction or private character stood here
_MARKS_IN_A_ROW = 2

# Most lines are nothing else, and what else there is takes long to compile.
_PLAIN = re.compile(r"[ -~\xb7\u2010-\u2027\u3001-\u3029\u4e00-\u9fff\uff01-\uff5e]*")
# Everything that is not plainly visible: controls, formats, surrogates, private use, separators, combining marks.
_SUSPECT = (
    r"[\x00-\x1f\x7f-\x9f\xad\u0300-\u036f\u0483-\u0489\u0591-\u07ff\u0816-\u1cff\u1dc0-\u1dff\u200b-\u200f"
    r"\u2028-\u202f\u205f-\u206f\u20d0-\u20ff\u302a-\u302f\u3099\u309a\u115f-\u11ff\u3164\ud7b0-\ud7ff\ud800-\uf8ff"
    r"\u2cef-\u2dff\ua66f-\uabff\ufb1e\ufe00-\ufe0f\ufe20-\ufe2f\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    r"\U000101fd-\U0001037a\U00013430-\U00013455\U0001611e-\U00016ff1\U0001bc9d-\U0001daaf\U0001f3fb-\U0001f3ff"
    r"\U00010a00-\U00011fff\U0001d165-\U0001d1ad\U0001e000-\U0001e94a\U0001fffe\U0001ffff"
    r"\U0002fffe\U0002ffff\U0003fffe\U0003ffff\U000e0000-\U0010ffff]"
)
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  # categories of what is not to be seen
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")  # letters of Hangul that stand for none, and show nothing
_CONTROL_PICTURES = 0x2400


def visible(text: str) -> AlignedText:
    """The view of `text` that is safe on a screen; a plain text comes back unchanged and costs one scan."""
    if _PLAIN.fullmatch(text) or not _suspect().search(text):
        return AlignedText.unchanged(text)
    replacements = []
    marks = dropped = 0
    for found in _suspect().finditer(text):
        at = found.start()
        character = text[at]
        if _is_mark(character):
            marks = marks + 1 if at and _is_mark(text[at - 1]) else 1
            if "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef":
                replacements.append(Replacement(at, at + 1, ""))  # only chooses a glyph
                dropped += 1
            elif at == dropped or marks > _MARKS_IN_A_ROW:
                replacements.append(Replacement(at, at + 1, HIDDEN_MARK))
        elif (shown := _shown(character)) != character:
            replacements.append(Replacement(at, at + 1, shown))
    return AlignedText.from_replacements(text, replacements)


def safe_line(text: str) -> str:
    """The text as one harmless line, for messages, tables and lists; line ends become spaces."""
    return visible(text.replace("\n", " ")).view


def safe_text(text: str) -> str:
    """The text with its lines and tabs, harmless to print; a carriage return at the end of a line is part of that."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join("\t".join(visible(cell).view for cell in line.split("\t")) for line in lines)


@lru_cache(maxsize=1)
def _suspect() -> re.Pattern[str]:
    return re.compile(_SUSPECT)


def _is_mark(character: str) -> bool:
    """Whether a character sits on the one before it: a combining mark, or the tint of an emoji."""
    category = unicodedata.category(character)
    if category in _HIDDEN or character in _FILLERS:
        return False
    if category in {"Mn", "Me"}:
        return True
    from reader.text.cells import character_cells  # what measures is not loaded for a plain message

    return character_cells(character) == 0


def _shown(character: str) -> str:
    code = ord(character)
    if character == "\t":
        return " "
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    if code == 0x7F:
        return "␡"
    if unicodedata.category(character) in _HIDDEN or character in _FILLERS:
        return HIDDEN_MARK
    return character
