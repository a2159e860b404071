"""JSON Lines: one object an annotation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TextIO

from reader.exports.format import Format

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.exports.records import Record


def _write(records: Iterable[Record], stream: TextIO) -> int:
    count = 0
    for record in records:
        stream.write(json.dumps(record, ensure_ascii=False) + "\n")
        count += 1
    return count


JSONL = Format("jsonl", ".jsonl", "JSON Lines, UTF-8", _write)
