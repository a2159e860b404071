"""The language of the interface: English as written in the code, or Chinese from a gettext catalogue.

One catalogue is written by people, in simplified script; the traditional one is made from it by the project's own
conversion (scripts/update_catalogue.py). Sentences that people read are wrapped in `_`; tables that are made at
import are marked with `N_` and go through `_` where they are shown. Values are put in after translation:
`_("{name}: no such label.").format(name=…)`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from gettext import NullTranslations

LANGUAGES = ("en", "zh-Hans", "zh-Hant")
VARIABLE = "PIZHU_LANGUAGE"

LOCALE = Path(__file__).parent / "locale"
DOMAIN = "pizhu"


class _Spoken:
    """What the program speaks: one for the process, as the locale is."""

    def __init__(self) -> None:
        self.language = "en"
        self.catalogue: NullTranslations | None = None


_spoken = _Spoken()


def _(message: str) -> str:
    """A message in the language of the interface; as written where the catalogue does not have it."""
    return message if _spoken.catalogue is None else _spoken.catalogue.gettext(message)


def N_(message: str) -> str:  # noqa: N802 - the name that every gettext tool looks for
    """Marks a message for the catalogue and leaves it as it is."""
    return message


def ngettext(one: str, many: str, count: int) -> str:
    """The message for a number, in the language of the interface; `{count}` in it is not put in yet."""
    if _spoken.catalogue is None:
        return one if count == 1 else many
    return _spoken.catalogue.ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """A message that means another thing elsewhere, where it stands in `context`."""
    return message if _spoken.catalogue is None else _spoken.catalogue.pgettext(context, message)


def language() -> str:
    """What is spoken: one of LANGUAGES."""
    return _spoken.language


def use_language(name: str) -> None:
    """Speaks a language of LANGUAGES from now on; raises ValueError for another name."""
    if name not in LANGUAGES:
        raise ValueError(name)
    _spoken.language = name
    _spoken.catalogue = None if name == "en" else _catalogue(name)


def language_of(environment: Mapping[str, str] = os.environ) -> str:
    """The language that a locale asks for, by the rules of gettext: LANGUAGE, LC_ALL, LC_MESSAGES, LANG."""
    wanted = next(
        (environment[name] for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), ""
    )
    tag = wanted.split(":")[0].split(".")[0].split("@")[0].replace("_", "-").lower()
    if tag.split("-")[0] != "zh":
        return "en"
    return "zh-Hant" if {"hant", "tw", "hk", "mo"} & set(tag.split("-")) else "zh-Hans"


def locale_name(name: str) -> str:
    """What gettext calls a Chinese language of LANGUAGES: the folder of its catalogue."""
    return name.replace("-", "_")


def _catalogue(name: str) -> NullTranslations:
    from gettext import GNUTranslations

    with (LOCALE / locale_name(name) / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
        return GNUTranslations(file)
