"""Comma-separated values: one row an annotation, `attributes` as JSON."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, TextIO

from reader.exports.format import Format
from reader.exports.records import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.exports.records import Record


def _write(records: Iterable[Record], stream: TextIO) -> int:
    writer = csv.DictWriter(stream, FIELDS, lineterminator="\n")
    writer.writeheader()
    count = 0
    for record in records:
        attributes = json.dumps(record["attributes"], ensure_ascii=False, sort_keys=True)
        writer.writerow({**record, "attributes": attributes})
        count += 1
    return count


CSV = Format("csv", ".csv", "Comma-separated values, UTF-8", _write)
