"""JSON Lines: one object an annotation."""

from __future__ import annotations

import json
import re
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, TextIO

from reader.exports.format import Format, Target
from reader.exports.records import FIELDS, record_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.exports.content import Content
    from reader.library.records import Row

_LINE = f"{{{', '.join(f'{json.dumps(name)}: %s' for name in FIELDS)}}}\n"
_ATTRIBUTES = FIELDS.index("attributes")
# A value or unit that is no text: as a column it may not be what it is in the attributes.
_ODD = re.compile(r'"(?:value|unit)":(?!\s*")')


def _write(content: Content, stream: TextIO) -> None:
    for batch in content.batches():
        stream.writelines(map(_line, batch))


def _line(row: Row) -> str:
    """The record as JSON: put together from its parts, which takes a third of the time that encoding it does."""
    attributes = row[_ATTRIBUTES]
    if attributes != "{}" and _ODD.search(attributes):
        return json.dumps(record_of(row), ensure_ascii=False) + "\n"
    parts = [_PARTS[type(value)](value) for value in row]
    parts[_ATTRIBUTES] = attributes
    return _LINE % tuple(parts)


def _null(_: None) -> str:
    return "null"


_PARTS: dict[type, Callable[..., str]] = {str: encode_basestring, int: str, float: repr, type(None): _null}

JSONL = Format("jsonl", ".jsonl", "JSON Lines, UTF-8", Target.TEXT, _write)
