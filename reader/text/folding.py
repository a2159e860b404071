"""Owns the match form: the one view in which rules and search compare texts of any script and width."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.text.aligned import AlignedText

if TYPE_CHECKING:
    from reader.text.conversion import Chain
    from reader.text.own_dictionary import UserDictionary


def fold(text: str, dictionary: UserDictionary | None = None) -> AlignedText:
    """Simplified, half-width, lower case, without invisible characters; quotes 「」『』〝〞 as “”.

    Compatibility forms become what they stand for (㎡ m2, ① 1, ％ %); … and — stay, and so do line ends, ‘’
    and straight quotes. Simplification is OpenCC's t2s, with its
    phrases, for forms of Taiwan and Hong Kong as well (衞 and 衛 are 卫). A dropped character belongs to the
    one before it. The person's own `dictionary` is applied to the result. Folding what is folded changes
    nothing, unless the first folding put characters together that make a phrase of t2s only then.
    """
    folded = AlignedText(text, text.lower()) if text.isascii() else _folding().convert(text)
    return folded if dictionary is None else dictionary.apply(folded, "fold", lambda: _own(dictionary))


def _own(dictionary: UserDictionary) -> dict[str, str]:
    entries = dictionary.replacements(True, lambda passage: fold(passage).view)
    return {passage: fold(value).view for passage, value in entries.items()}


_QUOTES = str.maketrans({"「": "“", "」": "”", "『": "“", "』": "”", "〝": "“", "〞": "”", "〟": "”", "〜": "~"})
# The compatibility form of an ellipsis is a row of full stops, which would end sentences.
_ELLIPSES = {"…": "…", "‥": "‥", "︙": "…", "︰": "‥"}

# Where characters with compatibility forms, upper case or no width are: everything but Han and Hangul.
_RANGES = (
    (0x80, 0x3400),
    (0xA000, 0xAC00),
    (0xD7B0, 0xD800),
    (0xF900, 0x10000),
    (0x10400, 0x10D80),
    (0x11000, 0x11400),
    (0x13430, 0x13440),
    (0x16E40, 0x16EA0),
    (0x1BCA0, 0x1BCB0),
    (0x1CCD0, 0x1CD00),
    (0x1D100, 0x1DF80),
    (0x1E000, 0x1EF00),
    (0x1F100, 0x1F280),
    (0x1FB00, 0x1FC00),
    (0x2F800, 0x2FA20),
    (0xE0000, 0xE0200),
)
# No format characters by their category, but as invisible: variation selectors, joiners and fillers.
_INVISIBLE = (
    0x34F,
    0x115F,
    0x1160,
    0x3164,
    0xFFA0,
    *range(0x180B, 0x1810),
    *range(0xFE00, 0xFE10),
    *range(0xE0100, 0xE01F0),
)


@lru_cache(maxsize=1)
def _folding() -> Chain:
    from reader.text.conversion import Chain  # not loaded for what is all ASCII
    from reader.text.simplifying import simplifying

    characters = [chr(code) for first, last in _RANGES for code in range(first, last)]
    characters += "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    dropped = dict.fromkeys(_INVISIBLE) | {ord(c): None for c in characters if unicodedata.category(c) == "Cf"}
    # All at once is forty times as fast as one by one; NUL keeps them apart, for it combines with nothing.
    texts = "\0".join(characters).translate(dropped)
    while (folded := _folded(texts)) != texts:
        texts = folded
    normal = {c: to for c, to in zip(characters, texts.split("\0"), strict=True) if c != to}
    return Chain(simplifying(), [simplifying()], normal | _ELLIPSES)


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return folded.translate(_QUOTES)
