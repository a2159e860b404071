"""The person's own files: their dictionary and their words, in the user's config directory or where they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.own_dictionary import UserDictionary
from reader.text.words import load_words

if TYPE_CHECKING:
    from pathlib import Path

DICTIONARY = "dictionary.txt"
WORDS = "words.txt"


def config_folder() -> Path:
    """Where the files are looked for."""
    from platformdirs import user_config_path

    return user_config_path("pizhu", appauthor=False)


def own_dictionary(named: Path | None = None) -> UserDictionary | None:
    """The dictionary in the named file, else in the config directory; None where there is none.

    Raises UsageError, with file and line, for a bad one.
    """
    path = named or config_folder() / DICTIONARY
    return UserDictionary.load(path) if named or path.exists() else None


def own_words(named: Path | None = None) -> list[str]:
    """The words in the named file, else in the config directory; raises UsageError for a bad file."""
    path = named or config_folder() / WORDS
    return load_words(path) if named or path.exists() else []
