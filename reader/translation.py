"""The language of the interface: English as written in the code, or Chinese from a gettext catalogue.

There is one catalogue, in simplified script; the traditional interface is the same through the project's own
conversion. Sentences that people read are wrapped in `_`; tables that are made at import are marked with `N_` and
go through `_` where they are shown. Values are put in after translation: `_("{name}: no such label.").format(name=…)`.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LANGUAGES = ("en", "zh-Hans", "zh-Hant")

_CATALOGUE = Path(__file__).parent / "locale" / "zh_Hans" / "LC_MESSAGES" / "pizhu.mo"


class _Spoken:
    """What the program speaks: one for the process, as the locale is."""

    def __init__(self) -> None:
        self.language = "en"
        self.translate: Callable[[str], str] = str


_spoken = _Spoken()


def _(message: str) -> str:
    """A message in the language of the interface; as written where the catalogue does not have it."""
    return _spoken.translate(message)


def N_(message: str) -> str:  # noqa: N802 - the name that every gettext tool looks for
    """Marks a message for the catalogue and leaves it as it is."""
    return message


def language() -> str:
    """What is spoken: one of LANGUAGES."""
    return _spoken.language


def use_language(name: str) -> None:
    """Speaks a language of LANGUAGES from now on; raises ValueError for another name."""
    if name not in LANGUAGES:
        raise ValueError(name)
    _spoken.language = name
    _spoken.translate = str if name == "en" else _translator(name)


def language_of(environment: Mapping[str, str] = os.environ) -> str:
    """The language that a locale asks for, by the rules of gettext: LANGUAGE, LC_ALL, LC_MESSAGES, LANG."""
    wanted = next(
        (environment[name] for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), ""
    )
    tag = wanted.split(":")[0].split(".")[0].split("@")[0].replace("_", "-").lower()
    if tag.split("-")[0] != "zh":
        return "en"
    return "zh-Hant" if {"hant", "tw", "hk", "mo"} & set(tag.split("-")) else "zh-Hans"


def _translator(name: str) -> Callable[[str], str]:
    from gettext import GNUTranslations

    with _CATALOGUE.open("rb") as file:
        catalogue = GNUTranslations(file)
    if name == "zh-Hans":
        return catalogue.gettext
    from reader.text.scripts import Script, convert

    @cache
    def traditional(message: str) -> str:
        translated = catalogue.gettext(message)
        return translated if translated == message else convert(translated, Script.TAIWAN_PHRASES).view

    return traditional
