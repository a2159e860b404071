"""Owns tagging without a library: rows in, one line of JSON a row out, in order, in constant memory.

A row is a line of JSON Lines, a row of CSV, or a document. Its line is the record it came as, plus "spans"; a row that
cannot be tagged becomes a line with "error" instead, and the rest goes on. It knows nothing of terminals.
"""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections import deque
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, NoReturn

from reader.annotations.model import attributes_of
from reader.compression import decompressed, is_compressed, without_suffix, writing_lines
from reader.documents.model import Document
from reader.errors import InputError, UsageError
from reader.tagging.parquet import is_parquet, records_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from reader.tagging.taggers import Tagged, Tagger, TaggerName

SUFFIXES = (".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")  # each of the text ones also with .gz or .zst after it
STDIN = "-"  # the path that stands for JSON Lines on the standard input
CHUNK_ROWS = 64
CHUNK_SIZE = 200_000  # bytes or code points of rows that travel to a process together
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it was read: `place` says where for people, `position` how many bytes of its file are read.

    `content` is a line of JSON, the columns of a CSV row, a document, or what kept it from being read.
    """

    place: str
    content: bytes | dict[str, Any] | Document | InputError
    position: int = 0


class Line(NamedTuple):
    """What came of a row: JSON without its line end; `error` where the row could not be tagged.

    `slow` names rules that ran out of time in it.
    """

    row: Row
    json: str
    error: str = ""
    slow: tuple[str, ...] = ()


def is_stream(path: Path) -> bool:
    """Whether a file holds many records (JSON Lines, CSV) rather than one document, by its name."""
    return str(path) == STDIN or without_suffix(path.name).endswith(SUFFIXES)


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a JSON Lines or CSV file, compressed or not, or of stdin for `-`; lines of white space are none.

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


def tag_rows(
    rows: Iterable[Row], taggers: Sequence[TaggerName], *, text_field: str = "text", jobs: int = 1
) -> Iterator[Line]:
    """A line for every row, in order, the same for any number of processes.

    Raises RuleError or UsageError for a tagger that cannot be used.
    """
    work = Work([tagger.load() for tagger in taggers], text_field)  # a bad pack is refused here, not in each process
    if jobs <= 1:
        for row in rows:
            yield work.line(row)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ExitStack() as stack:
        pool = stack.enter_context(
            ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_start, initargs=(tuple(taggers), text_field))
        )
        stack.callback(pool.shutdown, cancel_futures=True)
        waiting: deque[tuple[list[Row], Future[list[tuple[str, str, tuple[str, ...]]]]]] = deque()
        for chunk in _chunks(rows):
            waiting.append((chunk, pool.submit(_tag_chunk, chunk)))
            if len(waiting) > 2 * jobs:  # enough to keep everyone busy, few enough for constant memory
                yield from _done(*waiting.popleft())
        while waiting:
            yield from _done(*waiting.popleft())


class Resumed(NamedTuple):
    """What a target holds already: how many lines, and the errors that stand in them."""

    done: int
    errors: list[str]


def resume(target: Path, rows: Iterator[Row], taggers: Sequence[TaggerName], *, text_field: str = "text") -> Resumed:
    """Goes past the rows whose lines a target holds already, and cuts off a broken last line.

    The last line is tagged again and compared: UsageError where other input, or other rules, wrote it.
    """
    count, end, last = 0, 0, b""
    errors: list[str] = []
    for line in written_lines(target):
        if line.endswith(b"\n"):
            count, end, last = count + 1, end + len(line), line
            if b'"error": ' in line and "spans" not in (record := json.loads(line)):
                errors.append(str(record.get("error")))
    for number in range(1, count + 1):
        row = next(rows, None)
        if number == count:
            work = Work([tagger.load() for tagger in taggers], text_field)
            if row is None or work.line(row).json.encode() + b"\n" != last:
                raise UsageError(
                    f"{target}: other input or other rules wrote this file.", "Leave out --resume to write it anew."
                )
    if is_compressed(target):
        _keep_lines(target, count)
    else:
        os.truncate(target, end)
    return Resumed(count, errors)


def written_lines(target: Path) -> Iterator[bytes]:
    """The lines of a target, as far as they can be read: what is compressed may be torn at its end."""
    with target.open("rb") as raw:
        stream = decompressed(raw, target.name)
        try:
            yield from stream
        except (OSError, EOFError):
            if not is_compressed(target):
                raise


def _keep_lines(target: Path, count: int) -> None:
    """Writes a compressed target anew with its first lines only: one that is torn cannot be gone on with."""
    temporary = target.with_name(f"tmp-{os.getpid()}.{target.name}")
    try:
        with writing_lines(temporary) as stream:
            for line in islice(written_lines(target), count):
                stream.write(line.decode())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def spans_of(text: str, tagged: Iterable[Tagged]) -> list[dict[str, Any]]:
    """The matches of all taggers by place; the same span and label from two taggers counts once, for the first."""
    spans: dict[tuple[int, int, str], dict[str, Any]] = {}
    for one in tagged:
        for match in one.matches:
            quote = match.span.slice(text)
            attributes = {**attributes_of(match.label, quote), **match.attributes}
            spans.setdefault(
                (match.span.start, match.span.end, match.label),
                {
                    "start": match.span.start,
                    "end": match.span.end,
                    "label": match.label,
                    "text": quote,
                    "origin": f"rule:{one.tagger}/{match.rule}",
                    "value": attributes.get("value"),
                    "unit": attributes.get("unit"),
                    "attributes": attributes,
                },
            )
    return [spans[key] for key in sorted(spans)]


class Work:
    """Loaded taggers and the field that holds the text: what a process needs to turn rows into lines."""

    def __init__(self, taggers: Sequence[Tagger], text_field: str) -> None:
        self.taggers = taggers
        self.text_field = text_field

    def line(self, row: Row) -> Line:
        """The line of a row; one with an error where it cannot be tagged."""
        record: dict[str, Any] = {}
        try:
            record = _record(row)
            document = self._document(row, record)
            tagged = [tagger.tag(document) for tagger in self.taggers]
            made = _dumped({**record, "spans": spans_of(document.text, tagged)})
        except InputError as error:
            message = error.message if row.place in error.message else f"{row.place}: {error.message}"
            return Line(row, _failed(record, message), message)
        return Line(row, made, "", tuple(sorted({skip.rule for one in tagged for skip in one.skipped})))

    def failed(self, row: Row, message: str) -> Line:
        """The line of a row that is given up: its record, where it can be read, with the error."""
        try:
            record = _record(row)
        except InputError:
            record = {}
        return Line(row, _failed(record, message), message)

    def _document(self, row: Row, record: dict[str, Any]) -> Document:
        if isinstance(row.content, Document):
            return row.content
        text = record.get(self.text_field)
        if not isinstance(text, str):
            what = "is missing" if text is None else "is no text"
            known = ", ".join(map(str, record)) or "nothing"
            raise InputError(f"the field {self.text_field!r} {what}; there is: {known}.")
        if not _whole(text):
            raise InputError("the text has half of a surrogate pair.")
        return Document(row.place, text)


def _record(row: Row) -> dict[str, Any]:
    content = row.content
    if isinstance(content, InputError):
        raise content
    if isinstance(content, Document):
        return {"document": content.name, "title": content.title, "text": content.text}
    return _parsed(content) if isinstance(content, bytes) else content


def _whole(text: str) -> bool:
    """Whether a text has no half of a surrogate pair, as JSON may hold one, and a byte that is no UTF-8 makes one."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _parsed(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise InputError("the line is not UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"the line is no JSON: {error}.") from error
    if not isinstance(record, dict):
        raise InputError("the line is no JSON object.")
    return record


def _failed(record: dict[str, Any], message: str) -> str:
    """The line of a row that could not be tagged: its record, where that can be written, and why."""
    try:
        return _dumped({**record, "error": message})
    except InputError:
        return _dumped({"error": message})


def _no_number(name: str) -> NoReturn:
    """JSON has no NaN and no Infinity, though Python reads and writes them."""
    raise ValueError(f"{name} is no JSON")


def _dumped(record: dict[str, Any]) -> str:
    try:
        line = json.dumps(record, ensure_ascii=False, allow_nan=False)
    except ValueError as error:  # 1e999 is read as a number without end, which cannot be written
        raise InputError("a number in it is too large.") from error
    return line if _whole(line) else json.dumps(record)


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(stream, 1):
        content = line.removeprefix(_BOM) if number == 1 else line
        if content.strip():
            yield number, content


def _csv_rows(stream: BinaryIO, delimiter: str) -> Iterator[tuple[int, dict[str, Any] | InputError]]:
    """Rows with the 1-based line they end on; what is not UTF-8 spoils its own row only."""
    csv.field_size_limit(1 << 30)  # the usual limit is shorter than a long document
    with io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="") as text:
        rows = csv.reader(text, delimiter=delimiter)
        columns = next(rows, [])
        for values in rows:
            if not values:
                continue
            if len(values) != len(columns):
                yield (
                    rows.line_num,
                    InputError(f"the row has {len(values)} fields, the first line names {len(columns)}."),
                )
            elif not _whole("".join(values)):
                yield rows.line_num, InputError("the row is not UTF-8.")
            else:
                yield rows.line_num, dict(zip(columns, values, strict=True))


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    chunk: list[Row] = []
    size = 0
    for row in rows:
        chunk.append(row)
        size += _size(row.content)
        if len(chunk) >= CHUNK_ROWS or size >= CHUNK_SIZE:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _size(content: object) -> int:
    if isinstance(content, Document):
        return len(content.text)
    if isinstance(content, dict):
        return sum(map(len, content.values()))
    return len(content) if isinstance(content, bytes) else 0


def _done(chunk: list[Row], future: Future[list[tuple[str, str, tuple[str, ...]]]]) -> Iterator[Line]:
    for row, made in zip(chunk, future.result(), strict=True):
        yield Line(row, *made)


_worker: list[Work] = []


def _start(taggers: Sequence[TaggerName], text_field: str) -> None:
    """A worker process is started for these taggers and keeps them."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    _worker[:] = [Work([tagger.load() for tagger in taggers], text_field)]


def _tag_chunk(chunk: list[Row]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(line.json, line.error, line.slow) for line in map(_worker[0].line, chunk)]
