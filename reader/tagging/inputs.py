"""Owns what lies behind paths that are to be tagged: files of records, which are read row by row, and documents.

A file of records in a folder is read just as if it were named by itself, where its rows have texts; what the work
itself writes is never read.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from reader.documents.names import is_document_name
from reader.documents.reading import find_files
from reader.errors import InputError, UsageError
from reader.tagging.manifest import MANIFEST, shards_in
from reader.tagging.rows import STDIN, is_stream, read_rows
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from reader.documents.reading import Found

_SPAN = frozenset({"start", "end", "label"})


def find_inputs(
    paths: Iterable[Path], text_field: str, output: Path | None = None
) -> Iterator[Path | Found | InputError]:
    """Files of records as paths, documents as what reads them, in order; what is missing as its failure.

    `output`, a file or a folder, is left out. So is, in a folder, a file of marked passages.
    """
    for path in paths:
        if str(path) == STDIN or (is_stream(path) and path.is_file()):
            yield path
            continue
        for found in find_files([path], also=is_stream):
            if isinstance(found, InputError):
                yield found
            elif not _is_output(found.path, output) and not (found.searched and _is_manifest(found.path)):
                yield from _one(found, text_field) if found.searched and is_stream(found.path) else (found,)


def _one(found: Found, text_field: str) -> Iterator[Path | Found | InputError]:
    """A file of records that a folder holds: by its first row."""
    try:
        row = next(read_rows(found.path), None)
    except UsageError as error:  # what reads it is not installed
        yield InputError(error.message, error.hint)
        return
    record = None if row is None else _record(row.content)
    if isinstance(record, dict) and isinstance(record.get(text_field), str):
        if not record.keys() >= _SPAN:
            yield found.path
    elif is_document_name(found.path.name):
        yield found  # in another encoding, with its text in another column, or no documents at all
    elif isinstance(record, InputError):
        yield record
    elif record is not None and not record.keys() >= _SPAN:
        yield InputError(
            _("{path}: its rows have no text in {field}.").format(path=found.path, field=text_field),
            _("Name the field that holds it with --text-field."),
        )


def _record(content: object) -> dict[str, Any] | InputError | None:
    """A row as a record, or what is wrong with it; None for what is none."""
    if isinstance(content, bytes):
        try:
            content = json.loads(content.decode())
        except (ValueError, RecursionError):
            return None
    return content if isinstance(content, dict | InputError) else None


def _is_manifest(path: Path) -> bool:
    """Whether a file says what the shards beside it are."""
    return path.name == MANIFEST and shards_in(path.parent) is not None


def _is_output(path: Path, output: Path | None) -> bool:
    """Whether a file is what the work writes, or, under a name of its own, what it has not finished."""
    if output is None:
        return False
    place, target = path.resolve(), output.resolve()
    unfinished = place.name.startswith("tmp-") and place.name.endswith(f".{target.name}")
    return place == target or target in place.parents or (unfinished and place.parent == target.parent)
