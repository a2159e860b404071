"""Owns reading records one by one: lines of JSON Lines, rows of CSV and Parquet, from files that may be compressed, or stdin."""

from __future__ import annotations

import csv
import io
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO

from reader.compression import decompressed, without_suffix
from reader.documents.tsv import quoted_rightly
from reader.errors import InputError
from reader.tagging.parquet import is_parquet, records_of
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from reader.documents.model import Document

SUFFIXES = (".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")  # each of the text ones also with .gz or .zst after it
STDIN = "-"  # the path that stands for JSON Lines on the standard input
LONGEST_LINE = 1 << 27  # bytes: as many characters as a row of a document may have have room in it
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it was read: `place` says where for people, `position` how many bytes of its file are read.

    `content` is a line of JSON, the columns of a CSV row, a document, or what kept it from being read.
    """

    place: str
    content: bytes | dict[str, Any] | Document | InputError
    position: int = 0


def is_stream(path: Path) -> bool:
    """Whether a file holds many records (JSON Lines, CSV) rather than one document, by its name."""
    return str(path) == STDIN or without_suffix(path.name).endswith(SUFFIXES)


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a JSON Lines, CSV or Parquet file, compressed or not, or of stdin for `-`; lines of white space are none.

    A file that cannot be read, or not to its end, ends with a row that says so.
    """
    name = "stdin" if str(path) == STDIN else str(path)
    try:
        if is_parquet(path):
            for number, record in enumerate(records_of(path), 1):
                yield Row(f"{name}:{number}", record)
            return
        with ExitStack() as stack:
            raw = sys.stdin.buffer if name == "stdin" else stack.enter_context(path.open("rb"))
            stream = decompressed(raw, path.name)
            kind = without_suffix(path.name)[-3:]
            rows = _csv_rows(stream, "\t" if kind == "tsv" else ",") if kind in ("csv", "tsv") else _lines(stream)
            tell = raw.tell if raw.seekable() else lambda: 0
            for number, content in rows:
                yield Row(f"{name}:{number}", content, tell())
    except (OSError, EOFError, csv.Error) as error:
        reason = getattr(error, "strerror", None) or error
        yield Row(name, InputError(f"{name}: {reason}."))


def is_whole(text: str) -> bool:
    """Whether a text has no half of a surrogate pair, as JSON may hold one, and a byte that is no UTF-8 makes one."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def read_line(stream: BinaryIO) -> bytes | InputError:
    """The next line, empty at the end; an error in place of one that is too long, which is gone past."""
    line = stream.readline(LONGEST_LINE + 1)
    if len(line) <= LONGEST_LINE:
        return line
    while line and not line.endswith(b"\n"):
        line = stream.readline(LONGEST_LINE)
    return _too_long()


def _too_long() -> InputError:
    return InputError(
        _("the line is longer than {limit:,} bytes.").format(limit=LONGEST_LINE),
        _("It was left out; the rest goes on."),
    )


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | InputError]]:
    number = 0
    while line := read_line(stream):
        number += 1
        if isinstance(line, InputError):
            yield number, line
            continue
        content = line.removeprefix(_BOM) if number == 1 else line
        if content.strip():
            yield number, content


def _lines_of_table(text: io.TextIOWrapper) -> Iterator[str]:
    """The lines of a table: where one is too long, no row behind it can be told."""
    while line := text.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise csv.Error(_too_long().message.removesuffix("."))
        yield line


def _csv_rows(stream: BinaryIO, delimiter: str) -> Iterator[tuple[int, dict[str, Any] | InputError]]:
    """Rows with the 1-based line they end on; what is not UTF-8 spoils its own row only."""
    csv.field_size_limit(LONGEST_LINE)  # the usual limit is shorter than a long document
    with io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="") as text:
        lines: Iterable[str] = _lines_of_table(text)
        if delimiter == "\t":  # many programs write quotation marks as they are where tabs stand between the fields
            first = next(iter(lines), "")
            lines = quoted_rightly(chain([first], lines), first.count("\t") + 1)
        rows = csv.reader(lines, delimiter=delimiter)
        columns = next(rows, [])
        for values in rows:
            if not values:
                continue
            if len(values) != len(columns):
                yield (
                    rows.line_num,
                    InputError(
                        _("the row has {count} fields, the first line names {expected}.").format(
                            count=len(values), expected=len(columns)
                        )
                    ),
                )
            elif not is_whole("".join(values)):
                yield rows.line_num, InputError(_("the row is not UTF-8."))
            else:
                yield rows.line_num, dict(zip(columns, values, strict=True))
