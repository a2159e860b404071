"""Owns label sets: a TOML file of labels, read and checked, and written."""

from __future__ import annotations

import json
import tomllib
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from reader.annotations.model import Label
from reader.errors import UsageError
from reader.whole import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_KEYS = tuple(field.name for field in fields(Label) if field.name != "position")


def load_label_set(path: Path) -> list[Label]:
    """The labels of a file: `[[label]]` with `name`, and `title`, `description`, `colour`, `key` where wanted.

    Raises UsageError, with the file and what to mend, for a file that cannot be read or a label that is not right.
    """
    try:
        tables = tomllib.loads(read_text(path))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: {error}.", "A label set is a TOML file with [[label]] tables.") from error
    entries = tables.get("label")
    if set(tables) != {"label"} or not isinstance(entries, list):
        raise UsageError(f"{path}: a label set has [[label]] tables and nothing else.")
    labels = [_label(path, number, entry) for number, entry in enumerate(entries, 1)]
    for what in ("name", "key"):
        values = [value for label in labels if (value := getattr(label, what))]
        if twice := next((value for value in values if values.count(value) > 1), None):
            raise UsageError(f"{path}: two labels have the {what} {twice!r}.")
    return labels


def label_set(labels: Iterable[Label]) -> str:
    """The text of a file that holds these labels, in their order; what is empty is left out."""
    tables = (
        "".join(f"{key} = {_quoted(value)}\n" for key in _KEYS if (value := getattr(label, key))) for label in labels
    )
    return "\n".join(f"[[label]]\n{table}" for table in tables) or "label = []\n"


def _quoted(value: str) -> str:
    # What JSON writes between quotation marks TOML reads the same, but for the delete character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _label(path: Path, number: int, entry: dict[str, Any]) -> Label:
    where = f"{path}: label {number}"
    unknown = sorted(set(entry) - set(_KEYS))
    if unknown:
        raise UsageError(f"{where}: unknown key {unknown[0]!r}.", f"There is: {', '.join(_KEYS)}.")
    wrong = sorted(key for key, value in entry.items() if not isinstance(value, str))
    if wrong:
        raise UsageError(f"{where}: {wrong[0]} must be a text in quotation marks.")
    label = Label(**entry) if entry.get("name", "").strip() else None
    if label is None:
        raise UsageError(f"{where}: it has no name.")
    if label.key and label.key not in "123456789":
        raise UsageError(f"{where}: the key {label.key!r} is none of 1 to 9.")
    return label
