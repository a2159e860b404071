"""The person's own files, in the user's config directory or where they say: settings, dictionary, words."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from reader.errors import UsageError, nearest
from reader.translation import LANGUAGES, N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reader.text.own_dictionary import UserDictionary

SETTINGS = "config.toml"
DICTIONARY = "dictionary.txt"
WORDS = "words.txt"


@dataclass(frozen=True, slots=True)
class Settings:
    """What `config.toml` says.

    `theme` is dark or light; `measure` the most cells a line of text takes; `ambiguous_width` how wide the terminal
    shows characters such as “ … ●, 1 or 2 cells; `trim_punctuation` whether marks that a selection only grabbed are
    left out of it; `keys` the keys of commands, by the command's id; `language` what the interface speaks, one of
    LANGUAGES, or "auto" for that of the locale.
    """

    theme: str = "dark"
    measure: int = 72
    ambiguous_width: int = 1
    keys: Mapping[str, str] = field(default_factory=dict)
    trim_punctuation: bool = True
    language: str = "auto"


def config_folder() -> Path:
    """Where the files are looked for."""
    from platformdirs import user_config_path

    return user_config_path("pizhu", appauthor=False)


def load_settings(path: Path | None = None) -> Settings:
    """The settings in a file, by default `config.toml` in the config directory; the usual ones where there is none.

    Raises UsageError, with the file and the key, for one that cannot be used. Which commands there are to have
    keys is the screen's to say.
    """
    path = path or config_folder() / SETTINGS
    if not path.exists():
        return Settings()
    import tomllib  # most have no settings

    try:
        said = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: {error}.", _("It is a TOML file; without it, the usual settings hold.")) from error
    known = [one.name for one in fields(Settings)]
    for key, value in said.items():
        if key not in known:
            raise UsageError(_("{path}: unknown setting {key!r}.").format(path=path, key=key), nearest(key, known))
        if not _fits(key, value):
            raise UsageError(
                _("{path}: {key} may not be {value!r}.").format(path=path, key=key, value=value), _(_ALLOWED[key])
            )
    return Settings(**said)


def configured_language() -> str:
    """What the settings say of the language, before anything else is read; "auto" where they cannot be used."""
    path = config_folder() / SETTINGS
    if not path.exists():
        return "auto"
    try:
        return load_settings(path).language
    except UsageError:
        return "auto"


_ALLOWED = {
    "theme": N_('It is "dark" or "light".'),
    "measure": N_("It is a number of cells from 20 to 200."),
    "ambiguous_width": N_("It is 1 or 2."),
    "trim_punctuation": N_("It is true or false."),
    "language": N_('It is "auto", "en", "zh-Hans" or "zh-Hant".'),
    "keys": N_('It is a table: "word.next" = "right,l".'),
}


def _fits(key: str, value: Any) -> bool:
    if key == "theme":
        return value in ("dark", "light")
    if key == "language":
        return value in ("auto", *LANGUAGES)
    if key == "measure":
        return type(value) is int and 20 <= value <= 200
    if key == "ambiguous_width":
        return type(value) is int and value in (1, 2)
    if key == "trim_punctuation":
        return type(value) is bool
    return isinstance(value, dict) and all(isinstance(keys, str) and keys for keys in value.values())


def own_dictionary(named: Path | None = None) -> UserDictionary | None:
    """The dictionary in the named file, else in the config directory; None where there is none.

    Raises UsageError, with file and line, for a bad one.
    """
    path = named or config_folder() / DICTIONARY
    if not named and not path.exists():
        return None
    from reader.text.own_dictionary import UserDictionary

    return UserDictionary.load(path)


def own_words(named: Path | None = None) -> list[str]:
    """The words in the named file, else in the config directory; raises UsageError for a bad file."""
    path = named or config_folder() / WORDS
    if not named and not path.exists():
        return []
    from reader.text.words import load_words

    return load_words(path)
