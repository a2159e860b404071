"""Owns the match form: the one view in which rules and search compare text, whatever script and width it is in."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from reader.text.aligned import AlignedText, Replacement
from reader.text.scripts import Script, convert


def fold(text: str) -> AlignedText:
    """Simplified, half-width, lower case, without invisible characters; 「」『』 as “”.

    Each character folds by itself, so a folded pattern finds its text wherever it stands.
    """
    return convert(text, Script.SIMPLIFIED).compose(_fold_characters(convert(text, Script.SIMPLIFIED).view))


def _fold_characters(text: str) -> AlignedText:
    replacements = [
        Replacement(at, at + 1, folded)
        for at, character in enumerate(text)
        if (folded := _folded(character)) != character
    ]
    return AlignedText.from_replacements(text, replacements)


QUOTES = {"「": "“", "」": "”", "『": "“", "』": "”", "﹃": "“", "﹄": "”"}
KEPT = frozenset("…—")


@lru_cache(maxsize=1 << 16)
def _folded(character: str) -> str:
    if character in QUOTES:
        return QUOTES[character]
    if character in KEPT or character == "\n":
        return character
    if unicodedata.category(character) == "Cf":
        return ""
    return unicodedata.normalize("NFKC", character).lower()
