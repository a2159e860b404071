"""Comma- and tab-separated values: one row an annotation, `attributes` as JSON."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, TextIO

from reader.exports.format import Format, Target
from reader.exports.records import FIELDS
from reader.translation import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.exports.content import Content

BOM = "\ufeff"
# What a spreadsheet takes for the beginning of a formula, be it of full width, and what it may leave out before one.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class _LineFeeds:
    """Ends rows with a line feed alone. The writer itself must think of both, or it would not quote the other one."""

    def __init__(self, stream: TextIO) -> None:
        self._write = stream.write

    def write(self, row: str) -> object:
        return self._write(row[:-2] + "\n")


def write_table(
    header: Iterable[str],
    batches: Iterable[Iterable[tuple[object, ...]]],
    stream: TextIO,
    *,
    delimiter: str = ",",
    excel: bool = False,
) -> None:
    """A table of separated values, rows by the batch; cells with line ends, quotes or separators are quoted.

    With `excel` it begins with a byte order mark, its lines end as on Windows, and a cell that a spreadsheet would
    take for a formula begins with an apostrophe: what is read back is not what was written.
    """
    if excel:
        stream.write(BOM)
    writer = csv.writer(stream if excel else _LineFeeds(stream), delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(header)
    for batch in batches:
        writer.writerows([tuple(map(_safe, row)) for row in batch] if excel else batch)


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _write_csv(content: Content, stream: TextIO) -> None:
    write_table(FIELDS, content.batches(), stream, excel=content.options.excel)


def _write_tsv(content: Content, stream: TextIO) -> None:
    write_table(FIELDS, content.batches(), stream, delimiter="\t")


CSV = Format("csv", ".csv", N_("Comma-separated values, UTF-8"), Target.TEXT, _write_csv, takes=("excel",))
TSV = Format("tsv", ".tsv", N_("Tab-separated values, UTF-8, quoted where needed"), Target.TEXT, _write_tsv)
