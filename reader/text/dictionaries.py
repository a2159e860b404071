"""Owns where OpenCC's dictionaries come from; how they apply: conversion.py.

The dictionaries of opencc-python-reimplemented are the base; `opencc.tsv` beside this file brings them to the
current OpenCC. Only its files are read: its module is never imported, for the package `opencc` has the same
name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from reader.errors import ReaderError
from reader.translation import _

FILES = (
    "CJK_Compatibility_Ideographs",
    "STCharacters",
    "STPhrases",
    "STPhrases_GeneratedFromRegionalPhrases",
    "TSCharacters",
    "TSCharactersExt",
    "TSPhrases",
    "TWPhrases",
    "TWPhrasesRev",
    "TWVariants",
    "TWVariantsPhrases",
    "TWVariantsRev",
    "TWVariantsRevPhrases",
    "HKVariants",
    "HKVariantsPhrases",
    "HKVariantsRev",
    "HKVariantsRevPhrases",
)

OVERLAY = Path(__file__).with_name("opencc.tsv")


def base_folder() -> Path:
    """The folder of the base dictionaries, found without importing their package."""
    spec = find_spec("opencc")
    for folder in (spec and spec.submodule_search_locations) or ():
        if (dictionaries := Path(folder) / "dictionary").is_dir():
            return dictionaries
    raise ReaderError(
        _("The dictionaries of opencc-python-reimplemented are missing."),
        _("Install it, and uninstall the package opencc, which takes its place under the same name."),
    )


def read(name: str) -> dict[str, str]:
    """One dictionary of the current OpenCC, keys to first candidates; KeyError for a name not in `FILES`."""
    section = overlay_section(name)
    base = base_folder() / f"{name}.txt"
    entries = parse(base.read_text("utf-8")) if base.is_file() else {}
    for key in section.gone:
        entries.pop(key, None)
    return entries | section.changed


def parse(text: str) -> dict[str, str]:
    """The entries of a dictionary in OpenCC's format: lines of key, tab, candidates; the first one counts."""
    if not text:
        return {}
    cells = re.sub(" .*", "", text).rstrip("\n").replace("\n", "\t").split("\t")
    return dict(zip(cells[::2], cells[1::2], strict=True))


class Section(NamedTuple):
    """What the overlay says of one dictionary: keys that are gone, entries that are new or different."""

    entries: int  # how many the dictionary has with the changes made
    gone: list[str]
    changed: dict[str, str]


def overlay_section(name: str) -> Section:
    """What the overlay says of a dictionary; KeyError for a name not in `FILES`."""
    entries, *lines = _overlay()[name].rstrip("\n").split("\n")
    gone = [line[1:] for line in lines if line[0] == "-"]
    changed = parse("\n".join(line for line in lines if line[0] != "-"))
    return Section(int(entries), gone, changed)


@lru_cache(maxsize=1)
def _overlay() -> dict[str, str]:
    """The overlay's sections by dictionary, as they are in the file."""
    _, *sections = OVERLAY.read_text("utf-8").split("\n[")
    return dict(section.split("]\t", 1) for section in sections)
