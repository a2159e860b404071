"""doccano's JSON Lines: triples under "label", "labels" or "entities", or entities with relations.

doccano counts UTF-16 units, or grapheme clusters where the project says so, and gives no words of the spans.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.annotations.offsets import Unit
from reader.annotations.sources import values
from reader.annotations.sources.format import Format, Mark, MarkedDocument
from reader.annotations.sources.records import read_records
from reader.errors import InputError
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.annotations.sources.format import Options, Sample

_FIELDS = ("label", "labels", "entities", "annotations")
_TEXTS = ("text", "data")  # what older releases and their imports call it


def _recognises(sample: Sample) -> bool:
    record = sample.record
    if not isinstance(record, dict) or not any(isinstance(record.get(name), str) for name in _TEXTS):
        return False
    return any(isinstance(record.get(name), list) and all(map(_is_span, record[name])) for name in _FIELDS)


def _is_span(item: object) -> bool:
    if isinstance(item, dict):
        return "start_offset" in item
    return isinstance(item, list) and len(item) == 3


def _read(path: Path, options: Options) -> Iterator[MarkedDocument | InputError]:
    """A document for every line."""
    for place, value in read_records(path):
        if isinstance(value, InputError):
            yield value
            continue
        try:
            record = values.as_record(value, _("the line"))
            name = next((name for name in (options.text_field, *_TEXTS) if name in record), options.text_field)
            text = values.text_or_none(record.get(name), _("the field {name}").format(name=name))
            user = values.annotator(record.get("username") or record.get("user"))
            items = [item for field in _FIELDS for item in values.as_list(record.get(field), field)]
            left_out = _left_out(record, items)
        except InputError as error:
            yield InputError(f"{place}: {error.message}", error.hint)
            continue
        spans = [item for item in items if not isinstance(item, str)]
        marks, failures = values.collect(place, spans, lambda item, where, who=user: _marks(item, where, who))  # type: ignore[misc] # bound now
        yield MarkedDocument(place, values.names(record), text, marks, "", left_out, failures)


def _left_out(record: dict[str, Any], items: list[Any]) -> tuple[str, ...]:
    relations = [_("relation") for __ in values.as_list(record.get("relations"), "relations")]
    comments = record.get("Comments", record.get("comments"))
    said = ["comment" for __ in comments] if isinstance(comments, list) else []
    return (*relations, *said, *("label of a whole document" for item in items if isinstance(item, str)))


def _marks(item: object, place: str, annotator: str) -> Iterator[Mark]:
    if isinstance(item, list):
        if len(item) != 3:
            raise InputError(_("a span is [start, end, label], not {value}.").format(value=values.shown(item)))
        start, end, label = item
    else:
        span = values.as_record(item, _("the span"))
        start, end, label = span.get("start_offset"), span.get("end_offset"), span.get("label")
    yield Mark(place, values.label(label), (values.part(start, end),), annotator=annotator)


DOCCANO = Format("doccano", "JSON Lines of doccano", (".jsonl", ".ndjson", ".json"), _recognises, _read, Unit.UTF16)
