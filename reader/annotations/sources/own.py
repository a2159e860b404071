"""The project's own records, one annotation each: JSON Lines, CSV and Parquet as `pizhu export` writes them, and gold files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reader.annotations.sources import values
from reader.annotations.sources.format import Format, Mark, MarkedDocument
from reader.annotations.sources.records import is_table, read_records
from reader.errors import InputError
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.annotations.sources.format import Options, Sample

_ID = re.compile(r"[\w-]{1,64}", re.ASCII)
# What a spreadsheet's export puts before a text that would be a formula.
_GUARDED = re.compile(r"'(?=[=+\-@\t\r])")


def _recognises(sample: Sample) -> bool:
    fields = set(sample.record) if isinstance(sample.record, dict) else set()
    return {"start", "end", "label"} <= fields and not fields.isdisjoint({"document", "doc"})


def _read(path: Path, _options: Options) -> Iterator[MarkedDocument | InputError]:
    """A document with one mark for every record."""
    guarded = is_table(path)
    for place, value in read_records(path):
        if isinstance(value, InputError):
            yield value
            continue
        try:
            record = values.as_record(value, _("the line"))
            if guarded:
                record = {name: _unguarded(held) for name, held in record.items()}
            mark = _mark(record, place)
            names = values.names({name: record.get(name) for name in ("document", "doc")})
            title = values.words(record.get("title"), "title")
        except InputError as error:
            yield InputError(f"{place}: {error.message}", error.hint)
        else:
            yield MarkedDocument(place, names, None, (mark,), title)


def _mark(record: dict[str, Any], place: str) -> Mark:
    identity = record.get("id")
    said = values.known({**record, "attributes": _attributes(record)})
    said["status"] = values.status(record.get("status"))  # what is none is a mistake here
    if isinstance(identity, str) and _ID.fullmatch(identity):
        said["id"] = identity
    return Mark(
        place,
        values.label(record.get("label")),
        (values.part(record.get("start"), record.get("end")),),
        values.text_or_none(record.get("text"), "text"),
        **said,
    )


def _attributes(record: dict[str, Any]) -> object:
    """The attributes; where a file has none but a value and its unit, those. None where it says nothing of either."""
    if "attributes" in record:
        return {} if record["attributes"] is None else record["attributes"]
    said = {name: record[name] for name in ("value", "unit") if record.get(name) not in (None, "")}
    return said or None


def _unguarded(value: object) -> object:
    return _GUARDED.sub("", value, count=1) if isinstance(value, str) and value.startswith("'") else value


OWN = Format(
    "pizhu",
    "JSON Lines, CSV and Parquet of Pizhu itself, one annotation each",
    (".jsonl", ".ndjson", ".csv", ".tsv", ".parquet"),
    _recognises,
    _read,
)
