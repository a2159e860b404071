"""Owns label sets: a TOML file of labels, read and checked, and written."""

from __future__ import annotations

import json
import tomllib
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from reader.annotations.model import Label
from reader.errors import UsageError
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_KEYS = tuple(field.name for field in fields(Label) if field.name != "position")


def load_label_set(path: Path) -> list[Label]:
    """The labels of a file: `[[label]]` with `name`, and `title`, `description`, `colour`, `key` where wanted.

    Raises UsageError, with the file and what to mend, for a file that cannot be read or a label that is not right.
    """
    try:
        tables = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: {error}.", _("A label set is a TOML file with [[label]] tables.")) from error
    entries = tables.get("label")
    if set(tables) != {"label"} or not isinstance(entries, list):
        raise UsageError(_("{path}: a label set has [[label]] tables and nothing else.").format(path=path))
    labels = [_label(path, number, entry) for number, entry in enumerate(entries, 1)]
    for told, values in (
        (_("{path}: two labels have the name {twice!r}."), [label.name for label in labels]),
        (_("{path}: two labels have the key {twice!r}."), [label.key for label in labels]),
    ):
        if twice := next((value for value in values if value and values.count(value) > 1), None):
            raise UsageError(told.format(path=path, twice=twice))
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
    where = _("{path}: label {number}").format(path=path, number=number)
    unknown = sorted(set(entry) - set(_KEYS))
    if unknown:
        raise UsageError(
            _("{where}: unknown key {key!r}.").format(where=where, key=unknown[0]),
            _("There is: {names}.").format(names=", ".join(_KEYS)),
        )
    wrong = sorted(key for key, value in entry.items() if not isinstance(value, str))
    if wrong:
        raise UsageError(_("{where}: {key} must be a text in quotation marks.").format(where=where, key=wrong[0]))
    label = Label(**entry) if entry.get("name", "").strip() else None
    if label is None:
        raise UsageError(_("{where}: it has no name.").format(where=where))
    if label.key and label.key not in "123456789":
        raise UsageError(_("{where}: the key {key!r} is none of 1 to 9.").format(where=where, key=label.key))
    return label
