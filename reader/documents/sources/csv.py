"""Tables of documents, CSV and TSV, compressed or not: one document a row, the names of the columns in the first."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from reader.documents.row_streams import LONGEST_ROW, damaged, is_whole, text_stream
from reader.documents.rows import document_of_record, mapped
from reader.documents.sources.format import Format, NotDocumentsError
from reader.documents.tsv import quoted_rightly
from reader.errors import InputError
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from io import TextIOWrapper

    from reader.documents.model import Document
    from reader.documents.rows import Mapped
    from reader.documents.sources.format import RawFile, Unchanged


def _named(suffixes: tuple[str, ...]) -> Callable[[RawFile], bool]:
    """Commas stand in any text: a table is known by its name."""
    return lambda raw: raw.has_suffix(suffixes)


def _reads(delimiter: str) -> Callable[[RawFile], Iterator[Document | Unchanged | InputError]]:
    def read(raw: RawFile) -> Iterator[Document | Unchanged | InputError]:
        with text_stream(raw) as (stream, encoding):
            columns: Mapped | None = None
            for number, row in _rows(raw, stream, delimiter):
                if isinstance(row, InputError):
                    yield row
                    continue
                if columns is None:
                    columns = mapped(raw, row)
                try:
                    yield from document_of_record(raw, columns, row, number, encoding)
                except InputError as error:
                    yield error

    return read


def _rows(raw: RawFile, stream: TextIOWrapper, delimiter: str) -> Iterator[tuple[int, dict[str, str] | InputError]]:
    """Rows by the names of their columns, with the 1-based line each ends on; a bad one as what is wrong with it."""
    csv.field_size_limit(LONGEST_ROW)
    first = stream.readline(LONGEST_ROW)
    if delimiter == "," and "," not in first:
        # Excel writes semicolons where the comma is the decimal mark, and tabs into what it calls Unicode text.
        delimiter = "\t" if "\t" in first else ";" if ";" in first else ","
    names = [name.strip() for name in next(csv.reader([first], delimiter=delimiter), [])]
    if not any(names):
        raise NotDocumentsError(_("{name}: its first line names no columns.").format(name=raw.source))
    lines = quoted_rightly(stream, len(names)) if delimiter == "\t" and len(names) > 1 else stream
    rows = csv.reader(lines, delimiter=delimiter)
    while True:
        try:
            values = next(rows, None)
        except csv.Error as error:
            yield (
                rows.line_num + 1,
                InputError(
                    _("{place}: {reason}.").format(place=f"{raw.source}:{rows.line_num + 1}", reason=error),
                    _("It was left out; the rest goes on."),
                ),
            )
            continue
        if values is None:
            return
        number = rows.line_num + 1
        place = f"{raw.source}:{number}"
        if not any(values):
            continue
        if not is_whole("".join(values)):
            yield number, damaged(place)
        elif len(values) != len(names):
            message = _("{place}: the row has {count} columns, the first line names {expected}.")
            yield (
                number,
                InputError(
                    message.format(place=place, count=len(values), expected=len(names)),
                    _("It was left out; the rest goes on."),
                ),
            )
        else:
            yield number, {name: value for name, value in zip(names, values, strict=True) if name}


_CSV = (".csv", ".csv.gz", ".csv.zst")
_TSV = (".tsv", ".tsv.gz", ".tsv.zst", ".tab")

CSV = Format("csv", _CSV, _named(_CSV), _reads(","), many=True)
TSV = Format("tsv", _TSV, _named(_TSV), _reads("\t"), many=True)
