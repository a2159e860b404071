"""Owns the script views of a text over OpenCC's dictionaries, and tells which script a text is in."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from reader.text.aligned import AlignedText, Replacement


class Script(StrEnum):
    """How a text is shown; the value is what the command line, settings and the database hold."""

    ORIGINAL = "original"
    SIMPLIFIED = "simplified"
    TRADITIONAL = "traditional"
    TAIWAN = "tw"
    TAIWAN_PHRASES = "twp"
    HONG_KONG = "hk"


class ScriptGuess(NamedTuple):
    """Which script a text is in, with the share of its telling characters that speak for each."""

    name: str  # simplified, traditional, mixed or neither
    simplified: float
    traditional: float


def convert(text: str, to: Script) -> AlignedText:
    """The view of `text` in another script; `Script.ORIGINAL` gives the text as it is."""
    if to is Script.ORIGINAL or text.isascii():
        return AlignedText.unchanged(text)
    table = _table("TS" if to is Script.SIMPLIFIED else "ST")
    return AlignedText.from_replacements(text, table.replacements(text))


def detect_script(text: str) -> ScriptGuess:
    """Counts characters that only one script uses; *neither* where there are none, *mixed* over a tenth each."""
    only_simplified, only_traditional = _telling()
    simplified = sum(map(only_simplified.__contains__, text))
    traditional = sum(map(only_traditional.__contains__, text))
    total = simplified + traditional
    if not total:
        return ScriptGuess("neither", 0.0, 0.0)
    share = simplified / total
    name = "simplified" if share >= 0.9 else "traditional" if share <= 0.1 else "mixed"
    return ScriptGuess(name, share, 1 - share)


class _Table:
    """Phrases and characters of one direction, matched leftmost and longest."""

    def __init__(self, direction: str) -> None:
        self.entries = {**_read(f"{direction}Characters.txt"), **_read(f"{direction}Phrases.txt")}
        self.lengths: dict[str, int] = {}
        for key in self.entries:
            self.lengths[key[0]] = max(self.lengths.get(key[0], 0), len(key))

    def replacements(self, text: str) -> list[Replacement]:
        found = []
        at = 0
        while at < len(text):
            for length in range(min(self.lengths.get(text[at], 0), len(text) - at), 0, -1):
                value = self.entries.get(text[at : at + length])
                if value is not None:
                    if value != text[at : at + length]:
                        found.append(Replacement(at, at + length, value))
                    at += length
                    break
            else:
                at += 1
        return found


@lru_cache(maxsize=2)
def _table(direction: str) -> _Table:
    return _Table(direction)


def _read(name: str) -> dict[str, str]:
    """A dictionary file of OpenCC: key, tab, candidates; the first candidate counts."""
    text = files("opencc").joinpath("dictionary", name).read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if "\t" in line)
    return {key: values.split(" ")[0] for key, values in rows}


@lru_cache(maxsize=1)
def _telling() -> tuple[frozenset[str], frozenset[str]]:
    to_traditional, to_simplified = _read("STCharacters.txt"), _read("TSCharacters.txt")
    only_simplified = frozenset(c for c, t in to_traditional.items() if c != t and c not in to_simplified)
    only_traditional = frozenset(c for c, s in to_simplified.items() if c != s and c not in to_traditional)
    return only_simplified, only_traditional
