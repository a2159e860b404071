"""JSON Lines, compressed or not, one document a line, of any size; and JSON with a list of documents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from reader.documents.row_streams import Line, text_lines
from reader.documents.rows import Mapped, document_of_record, mapped
from reader.documents.sources.format import Format, NotDocumentsError
from reader.errors import InputError
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.documents.model import Document
    from reader.documents.sources.format import RawFile, Unchanged

_SUFFIXES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.zst", ".ndjson.zst")
LARGEST_JSON = 1 << 26  # bytes of JSON that is read at once


def _recognises(raw: RawFile) -> bool:
    """By its name, or where its first line is a whole object."""
    if raw.has_suffix(_SUFFIXES):
        return True
    first, _end, rest = raw.head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    return first.startswith(b'{"') and rest.lstrip().startswith(b'{"') and isinstance(_parsed_or_none(first), dict)


def _recognises_json(raw: RawFile) -> bool:
    head = raw.head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return raw.has_suffix((".json",)) or (head.startswith(b"[") and head[1:].lstrip().startswith(b'{"'))


def _parsed_or_none(line: bytes) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _read(raw: RawFile) -> Iterator[Document | Unchanged | InputError]:
    with text_lines(raw) as (lines, encoding):
        yield from documents_of(raw, ((line.number, line) for line in lines), encoding)


def _read_json(raw: RawFile) -> Iterator[Document | Unchanged | InputError]:
    if raw.size > LARGEST_JSON:
        raise InputError(
            _("{name}: larger than {limit} MB of JSON.").format(name=raw.source, limit=LARGEST_JSON >> 20),
            _("Make JSON Lines of it: those are read line by line."),
        )
    text, encoding, _replaced = raw.decoded()
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(_("{name}: no JSON: {reason}.").format(name=raw.source, reason=error)) from error
    if isinstance(found, dict):
        lists = [value for value in found.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
        found = lists[0] if len(lists) == 1 else [found]
    if not isinstance(found, list):
        raise NotDocumentsError(_("{name}: there is no list of documents in it.").format(name=raw.source))
    yield from documents_of(raw, enumerate(found, 1), encoding)


def documents_of(
    raw: RawFile, records: Iterable[tuple[int, object]], encoding: str
) -> Iterator[Document | Unchanged | InputError]:
    """The documents of records; one that is none fails by itself."""
    columns: Mapped | None = None
    for number, content in records:
        try:
            record = _record(raw, number, content)
            if columns is None or columns.text not in record:
                columns = _columns(raw, record, columns)
            yield from document_of_record(raw, columns, record, number, encoding)
        except NotDocumentsError:
            raise
        except InputError as error:
            yield error


def _columns(raw: RawFile, record: dict[str, Any], known: Mapped | None) -> Mapped:
    """The columns by a record; a later one that has no text is a bad record, not another kind of file."""
    if known is None:
        return mapped(raw, record)
    return known


def _record(raw: RawFile, number: int, content: object) -> dict[str, Any]:
    place = f"{raw.source}:{number}"
    if isinstance(content, Line):
        if content.failure is not None:
            raise content.failure
        try:
            content = json.loads(content.text)
        except (ValueError, RecursionError) as error:
            raise InputError(
                _("{place}: the line is no JSON: {reason}.").format(place=place, reason=error),
                _("It was left out; the rest goes on."),
            ) from error
    if not isinstance(content, dict):
        raise InputError(
            _("{place}: this is no JSON object.").format(place=place), _("It was left out; the rest goes on.")
        )
    return content


JSONL = Format("jsonl", _SUFFIXES, _recognises, _read, many=True)
JSON = Format("json", (".json",), _recognises_json, _read_json, many=True)
