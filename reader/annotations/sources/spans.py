"""Lines of JSON with a text and its "spans": what `pizhu tag PATH -o` writes, Prodigy, and spaCy's own JSON.

All count code points. What a rule found is a suggestion; in Prodigy the answer to the whole task decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.annotations.model import Status
from reader.annotations.sources import values
from reader.annotations.sources.format import Format, Mark, MarkedDocument
from reader.annotations.sources.records import read_records
from reader.errors import InputError
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.annotations.sources.format import Options, Sample

_ANSWERS = {"accept": Status.ACCEPTED, "reject": Status.REJECTED, "ignore": Status.SUGGESTED}
_PRODIGY = {"answer", "tokens", "ents", "_input_hash", "_task_hash", "_view_id"}


def _recognises_prodigy(sample: Sample) -> bool:
    record = sample.record
    if isinstance(record, list):  # spaCy's older pairs of a text and what stands in it
        return len(record) == 2 and isinstance(record[0], str) and isinstance(record[1], dict)
    return isinstance(record, dict) and not {"spans", "ents"}.isdisjoint(record) and not _PRODIGY.isdisjoint(record)


def _recognises_tagged(sample: Sample) -> bool:
    return isinstance(sample.record, dict) and isinstance(sample.record.get("spans"), list)


def _read(path: Path, options: Options) -> Iterator[MarkedDocument | InputError]:
    """A document for every line. A line that `pizhu tag` could not tag has an "error" and is told of."""
    for place, value in read_records(path):
        if isinstance(value, InputError):
            yield value
            continue
        try:
            yield _document(value, place, options)
        except InputError as error:
            yield InputError(f"{place}: {error.message}", error.hint)


def _document(value: object, place: str, options: Options) -> MarkedDocument:
    if isinstance(value, list) and len(value) == 2:
        value = {"text": value[0], **values.as_record(value[1], _("what stands beside the text"))}
    record = values.as_record(value, _("the line"))
    if "error" in record and not {"spans", "ents"} & set(record):
        raise InputError(_("it was not tagged: {error}").format(error=values.shown(record["error"])))
    field = options.text_field if options.text_field in record else "text"  # Parquet of tagged rows always has that
    text = values.text_or_none(record.get(field), _("the field {name}").format(name=field))
    tokens = record.get("tokens")
    marks, failures = values.collect(
        place,
        _spans(record),
        lambda item, where: _marks(item, where, record, tokens if isinstance(tokens, list) else []),
    )
    title = values.words(record.get("title"), "title") if isinstance(record.get("title"), str) else ""
    left_out = tuple("relation" for __ in values.as_list(record.get("relations"), "relations"))
    return MarkedDocument(place, values.names(record), text, marks, title, left_out, failures)


def _spans(record: dict[str, Any]) -> list[Any]:
    """Spans as a list, as spaCy's groups by key, or as triples; entities beside them are entities too."""
    found = record.get("spans")
    if isinstance(found, dict):
        spans = [span for key in found for span in values.as_list(found[key], f"spans.{key}")]
    else:
        spans = values.as_list(found, "spans")
    spans = spans + values.as_list(record.get("ents"), "ents") + values.as_list(record.get("entities"), "entities")
    return [
        dict(zip(("start", "end", "label"), span, strict=True)) if isinstance(span, list) and len(span) == 3 else span
        for span in spans
    ]


def _marks(item: object, place: str, record: dict[str, Any], tokens: list[Any]) -> Iterator[Mark]:
    span = values.as_record(item, _("the span"))
    said = values.known(span)
    answer = record.get("answer")
    decided = _ANSWERS.get(answer) if isinstance(answer, str) else None
    found_by_rule = Status.SUGGESTED if said["origin"].startswith("rule:") else None
    said["status"] = said["status"] or found_by_rule or decided
    said["annotator"] = said["annotator"] or values.annotator(record.get("_annotator_id") or record.get("_session_id"))
    yield Mark(
        place,
        values.label(span.get("label")),
        (values.part(span.get("start"), span.get("end")),),
        values.text_or_none(span.get("text"), "text") if "text" in span else _words_of(span, tokens),
        **said,
    )


def _words_of(span: dict[str, Any], tokens: list[Any]) -> str | None:
    """The words of a span by its tokens, both ends counted; None where the tokens do not tell."""
    first, last = span.get("token_start"), span.get("token_end")
    if not isinstance(first, int) or not isinstance(last, int) or not 0 <= first <= last < len(tokens):
        return None
    held = [token if isinstance(token, dict) else {} for token in tokens[first : last + 1]]
    texts = [token.get("text") for token in held]
    spaces = [" " if token.get("ws") else "" for token in held[:-1]] + [""]
    pieces = [text + space for text, space in zip(texts, spaces, strict=True) if isinstance(text, str)]
    return "".join(pieces) if len(pieces) == len(held) else None


PRODIGY = Format(
    "prodigy", "JSON Lines of Prodigy and JSON of spaCy", (".jsonl", ".ndjson", ".json"), _recognises_prodigy, _read
)
TAGGED = Format(
    "tagged",
    "JSON Lines and Parquet with spans, as pizhu tag -o writes them",
    (".jsonl", ".ndjson", ".json", ".parquet"),
    _recognises_tagged,
    _read,
)
