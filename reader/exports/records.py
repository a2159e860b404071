"""The record every export starts from: one shape for all formats, so that they cannot disagree."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from reader.library.records import FIELDS

if TYPE_CHECKING:
    from reader.library.records import Row

__all__ = ["FIELDS", "Record", "record_of"]

Record = dict[str, Any]

_ATTRIBUTES = FIELDS.index("attributes")


def record_of(row: Row) -> Record:
    """A row as a record by FIELDS: `attributes` is an object; `value` and `unit` are a statistic's quantity or None."""
    record = dict(zip(FIELDS, row, strict=True))
    attributes = row[_ATTRIBUTES]
    known = record["attributes"] = {} if attributes == "{}" else json.loads(attributes)
    record["value"], record["unit"] = known.get("value"), known.get("unit")
    return record
