"""Owns the script views of a text. How they are made: conversion.py; which one a text is in: detection.py."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from reader.text.aligned import AlignedText
from reader.text.conversion import Chain, Stage
from reader.text.detection import ScriptGuess, detect_script
from reader.text.dictionaries import read
from reader.text.own_dictionary import UserDictionary

__all__ = [
    "CHAINS",
    "Script",
    "ScriptGuess",
    "UserDictionary",
    "chain",
    "convert",
    "detect_script",
    "script_of",
    "stage",
]


class Script(StrEnum):
    """How a text is shown; the value is what the command line, settings and the database hold."""

    ORIGINAL = "original"
    SIMPLIFIED = "simplified"
    TRADITIONAL = "traditional"
    TAIWAN = "tw"
    TAIWAN_PHRASES = "twp"
    HONG_KONG = "hk"


_ST = (("STPhrases", "STPhrases_GeneratedFromRegionalPhrases"), ("STCharacters",))
_TS = (("TSPhrases",), ("TSCharactersExt",), ("TSCharacters",))
_TW = (("TWVariantsPhrases",), ("TWVariants",))
_TWP = (("TWPhrases",), *_TW)
_TW_BACK = (("TWVariantsRevPhrases",), ("TWVariantsRev",))
_TWP_BACK = (("TWPhrasesRev",), *_TW_BACK)
_HK = (("HKVariantsPhrases",), ("HKVariants",))
_HK_BACK = (("HKVariantsRevPhrases",), ("HKVariantsRev",))

# By OpenCC's name of a conversion: the dictionaries that cut the text, then those of its stages.
CHAINS = {
    "s2t": (_ST, _ST),
    "s2tw": (_ST, _ST, _TW),
    "s2twp": (_ST, _ST, _TWP),
    "s2hk": (_ST, _ST, _HK),
    "t2s": (_TS, _TS),
    "tw2s": (_TS, _TW_BACK, _TS),
    "tw2sp": (_TS, _TWP_BACK, _TS),
    "hk2s": (_TS, _HK_BACK, _TS),
    "t2tw": (_TW, _TW),
    "t2twp": (_TWP, _TWP),
    "t2hk": (_HK, _HK),
    "tw2t": (_TW_BACK, _TW_BACK),
    "hk2t": (_HK_BACK, _HK_BACK),
}

# By the script a text is in: how to reach simplified script, and how the one that OpenCC calls traditional.
_TO_SIMPLIFIED = {Script.TAIWAN: "tw2s", Script.TAIWAN_PHRASES: "tw2sp", Script.HONG_KONG: "hk2s"}
_TO_TRADITIONAL = {Script.TAIWAN: "tw2t", Script.TAIWAN_PHRASES: "tw2t", Script.HONG_KONG: "hk2t"}
_FROM_TRADITIONAL = {Script.TAIWAN: "t2tw", Script.TAIWAN_PHRASES: "t2twp", Script.HONG_KONG: "t2hk"}
_FROM_SIMPLIFIED = {
    Script.TRADITIONAL: "s2t",
    Script.TAIWAN: "s2tw",
    Script.TAIWAN_PHRASES: "s2twp",
    Script.HONG_KONG: "s2hk",
}


def convert(
    text: str, to: Script, *, source: Script | None = None, dictionary: UserDictionary | None = None
) -> AlignedText:
    """The view of `text` in another script; `Script.ORIGINAL` gives the text as it is.

    `source` is the script the text is in, where it is known. Without it a traditional text counts as one in
    OpenCC's standard on its way to simplified script, and on its way to a traditional one every text counts
    as simplified; a text that is in the script asked for stays as it is. The person's own `dictionary` has the last word.
    """
    if to is Script.ORIGINAL:
        return AlignedText.unchanged(text)
    converted = AlignedText.unchanged(text)
    if not text.isascii():
        for name in _route(to, source):
            step = chain(name).convert(converted.view)
            converted = converted.compose(step) if converted.view is not text else step
    if dictionary is None:
        return converted

    def view(passage: str) -> str:
        return convert(passage, to, source=source).view

    return dictionary.apply(converted, f"{source}>{to}", lambda: dictionary.replacements(to is Script.SIMPLIFIED, view))


def script_of(guess: ScriptGuess) -> Script | None:
    """A guess as the `source` of `convert`; None for a mixed text and for one that tells nothing."""
    if guess.name == "simplified":
        return Script.SIMPLIFIED
    if guess.name != "traditional":
        return None
    return {"tw": Script.TAIWAN, "hk": Script.HONG_KONG}.get(guess.variant, Script.TRADITIONAL)


def _route(to: Script, source: Script | None) -> tuple[str, ...]:
    """The conversions, by OpenCC's name, that lead from one script to another, one after the other."""
    if source is to:
        return ()
    if to is Script.SIMPLIFIED:
        return (_TO_SIMPLIFIED.get(source, "t2s") if source else "t2s",)
    if source in (None, Script.ORIGINAL, Script.SIMPLIFIED):
        return (_FROM_SIMPLIFIED[to],)
    first = _TO_TRADITIONAL.get(source)
    last = _FROM_TRADITIONAL.get(to)
    return tuple(name for name in (first, last) if name)


@lru_cache(maxsize=len(CHAINS))
def chain(name: str) -> Chain:
    """A conversion by OpenCC's name, s2t or tw2sp, built at the first call; KeyError for any other name."""
    segmentation, *stages = CHAINS[name]
    return Chain(stage(segmentation), [stage(groups) for groups in stages], read("CJK_Compatibility_Ideographs"))


@lru_cache(maxsize=16)
def stage(groups: tuple[tuple[str, ...], ...]) -> Stage:
    """A stage by the names of its dictionaries; conversions share them."""
    return Stage.of(groups)
