"""Owns tagging without a library: rows in, one line of JSON a row out, in order, in constant memory.

A row is a line of JSON Lines, a row of CSV, or a document. Its line is the record it came as, plus "spans"; a row that
cannot be tagged becomes a line with "error" instead, and the rest goes on. It knows nothing of terminals.
"""

from __future__ import annotations

import json
import os
from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from reader.annotations.model import attributes_of
from reader.compression import decompressed, is_compressed, writing_lines
from reader.documents.model import Document
from reader.errors import InputError, UsageError
from reader.processes import result_of, workers
from reader.tagging.rows import Row, is_whole
from reader.tagging.taggers import tag_with
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from reader.tagging.taggers import Tagged, Tagger, TaggerName

CHUNK_ROWS = 512
CHUNK_SIZE = 200_000  # bytes or code points of rows that travel to a process together


class Line(NamedTuple):
    """What came of a row: JSON without its line end; `error` where the row could not be tagged.

    `slow` names rules that ran out of time in it.
    """

    row: Row
    json: str
    error: str = ""
    slow: tuple[str, ...] = ()


def tag_rows(
    rows: Iterable[Row], taggers: Sequence[TaggerName], *, text_field: str = "text", jobs: int = 1
) -> Iterator[Line]:
    """A line for every row, in order, the same for any number of processes.

    Raises RuleError or UsageError for a tagger that cannot be used.
    """
    if jobs <= 1:
        work = Work([tagger.load() for tagger in taggers], text_field)
        for row in rows:
            yield work.line(row)
        return
    with workers(jobs, _start, tuple(taggers), text_field) as pool:
        # This process loads only what the others could not, to say what is wrong with it: loading takes as long as
        # tagging a megabyte.
        if not result_of(pool.submit(_is_ready)):
            for tagger in taggers:
                tagger.load()
            raise UsageError(_("A process could not load what tags."), _("Try it with --jobs 1."))
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
                    _("{target}: other input or other rules wrote this file.").format(target=target),
                    _("Leave out --resume to write it anew."),
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
            tagged = tag_with(self.taggers, document)
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
            told = (
                _("the field {name!r} is missing; there is: {known}.")
                if self.text_field not in record
                else _("the field {name!r} is no text; there is: {known}.")
            )
            raise InputError(told.format(name=self.text_field, known=", ".join(map(str, record)) or _("nothing")))
        if not is_whole(text):
            raise InputError(_("the text has half of a surrogate pair."))
        return Document(row.place, text)


def _record(row: Row) -> dict[str, Any]:
    content = row.content
    if isinstance(content, InputError):
        raise content
    if isinstance(content, Document):
        return {"document": content.name, "title": content.title, "text": content.text}
    return _parsed(content) if isinstance(content, bytes) else content


def _parsed(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise InputError(_("the line is not UTF-8.")) from error
    except (ValueError, RecursionError) as error:
        raise InputError(_("the line is no JSON: {error}.").format(error=error)) from error
    if not isinstance(record, dict):
        raise InputError(_("the line is no JSON object."))
    return record


def _failed(record: dict[str, Any], message: str) -> str:
    """The line of a row that could not be tagged: its record, where that can be written, and why."""
    try:
        return _dumped({**record, "error": message})
    except InputError:
        return _dumped({"error": message})


def _no_number(name: str) -> NoReturn:
    """JSON has no NaN and no Infinity, though Python reads and writes them."""
    raise ValueError(_("{name} is no JSON").format(name=name))


def _dumped(record: dict[str, Any]) -> str:
    try:
        line = json.dumps(record, ensure_ascii=False, allow_nan=False)
    except ValueError as error:  # 1e999 is read as a number without end, which cannot be written
        raise InputError(_("a number in it is too large.")) from error
    return line if is_whole(line) else json.dumps(record)


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
    lines = result_of(future)
    for row, made in zip(chunk, lines, strict=True):
        yield Line(row, *made)


_worker: list[Work] = []


def _start(taggers: Sequence[TaggerName], text_field: str) -> None:
    """A worker process is started for these taggers and keeps them."""
    try:
        _worker[:] = [Work([tagger.load() for tagger in taggers], text_field)]
    except UsageError:
        _worker.clear()  # the parent meets the same, and tells


def _is_ready() -> bool:
    return bool(_worker)


def _tag_chunk(chunk: list[Row]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(line.json, line.error, line.slow) for line in map(_worker[0].line, chunk)]
