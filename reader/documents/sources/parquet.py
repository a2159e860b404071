"""Parquet, by pizhu[parquet]: one document a row, of any size, a few rows in memory at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.documents.sources.format import Format
from reader.documents.sources.jsonl import documents_of
from reader.errors import InputError, UsageError
from reader.tagging.parquet import records_in
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.documents.model import Document
    from reader.documents.sources.format import RawFile, Unchanged


def _recognises(raw: RawFile) -> bool:
    return raw.head.startswith(b"PAR1")


def _read(raw: RawFile) -> Iterator[Document | Unchanged | InputError]:
    try:
        with raw.opened() as stream:
            yield from documents_of(raw, enumerate(records_in(stream, raw.source), 1), "utf-8")
    except UsageError as error:  # what reads it is not installed; or a column that is not there
        raise InputError(error.message, error.hint) from error
    except OSError as error:
        raise InputError(
            _("{name}: it cannot be read to its end: {reason}.").format(name=raw.source, reason=error)
        ) from error


PARQUET = Format("parquet", (".parquet",), _recognises, _read, many=True)
