"""Owns records in files: lines of JSON, rows of CSV, and the elements of a JSON list, one in memory at a time."""

from __future__ import annotations

import codecs
import json
import stat
from contextlib import ExitStack
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from reader.compression import decompressed, without_suffix
from reader.errors import InputError, UsageError
from reader.tagging.parquet import is_parquet
from reader.tagging.rows import read_rows
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BLOCK = 1 << 16  # characters read at once
LARGEST = 1 << 28  # bytes of a file that is read whole, unpacked, and characters of one element
_TABLES = (".csv", ".tsv")
_SPACE = " \t\r\n"


class Record(NamedTuple):
    """A record and where it stands in its file, for people; `value` is what kept it from being read, or JSON."""

    place: str
    value: object


def plain_name(path: Path) -> str:
    """A file's name in lower case, without .gz or .zst."""
    return without_suffix(path.name)


def is_table(path: Path) -> bool:
    """Whether a file is CSV or TSV, by its name."""
    return plain_name(path).endswith(_TABLES)


def read_records(path: Path) -> Iterator[Record]:
    """The records of a file: rows of CSV, TSV or Parquet, lines of JSON, or the elements of one JSON list.

    Which of the two JSON is tells its beginning. A record that cannot be read has an InputError for its value. Raises
    InputError for what is no file, and with what to install where what reads it is missing.
    """
    refuse_what_is_no_file(path)
    try:
        if not is_table(path) and not is_parquet(path) and not _is_lines(path):
            yield from _elements(path)
        else:
            yield from _rows(path)
    except UsageError as error:
        raise InputError(f"{path}: {error.message}", error.hint) from error


def _rows(path: Path) -> Iterator[Record]:
    for row in read_rows(path):
        content = row.content
        if isinstance(content, bytes):
            yield Record(row.place, _parsed(content, row.place))
        elif isinstance(content, InputError):
            place = content.message if row.place in content.message else f"{row.place}: {content.message}"
            yield Record(row.place, InputError(place, content.hint))
        else:
            yield Record(row.place, content)


def refuse_what_is_no_file(path: Path) -> None:
    """Raises InputError for what is missing or is no regular file: it is read twice, which a pipe cannot."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise InputError(
            f"{path}: {error.strerror or error}.", _("Check how it is spelled, and where you are.")
        ) from error
    if not stat.S_ISREG(mode):
        raise InputError(_("{path}: not a regular file.").format(path=path), _("Pizhu reads files and folders."))


def opened(path: Path, stack: ExitStack) -> BinaryIO:
    """A file's bytes, unpacked where it is compressed."""
    return decompressed(stack.enter_context(path.open("rb")), path.name)


def whole(path: Path) -> bytes:
    """All bytes of a file, unpacked where it is compressed; raises InputError where they are more than `LARGEST`."""
    with ExitStack() as stack:
        content = opened(path, stack).read(LARGEST + 1)
    if len(content) > LARGEST:
        raise too_large(path)
    return content


def too_large(path: Path) -> InputError:
    """What is told of a file that has more bytes than are read whole."""
    return InputError(_("{name} is larger than {count:,} bytes.").format(name=path, count=LARGEST))


def _is_lines(path: Path) -> bool:
    """Whether JSON stands line by line: the first line is a whole value, and no list of objects."""
    try:
        with ExitStack() as stack:
            stream = opened(path, stack)
            head = stream.read(_BLOCK).removeprefix(codecs.BOM_UTF8).lstrip()
            if head.startswith(b"[") and head[1:].lstrip()[:1] in (b"{", b"]", b""):
                return False
            line, ended, __ = head.partition(b"\n")
            if not ended and len(head) == _BLOCK:
                return True  # a line longer than anyone lays out an object in
            json.loads(line.decode())
    except (OSError, EOFError, ValueError, RecursionError):
        return plain_name(path).endswith((".jsonl", ".ndjson"))
    return True


def _elements(path: Path) -> Iterator[Record]:
    """The elements of a JSON list, or the values that stand one behind the other; each with the line it begins on."""
    try:
        with ExitStack() as stack:
            stream = codecs.getreader("utf-8-sig")(opened(path, stack))
            yield from _Elements(path, stream).read()
    except UnicodeDecodeError as error:
        yield _failed(str(path), _("not UTF-8: {error}.").format(error=error))
    except (OSError, EOFError) as error:
        yield _failed(str(path), f"{getattr(error, 'strerror', None) or error}.")


class _Elements:
    """Reads values from a stream of characters, and no more of it than the value needs."""

    def __init__(self, path: Path, stream: codecs.StreamReader) -> None:
        self._path = path
        self._stream = stream
        self._decoder = json.JSONDecoder()
        self._rest = ""
        self._line = 1

    def read(self) -> Iterator[Record]:
        self._skip()
        in_list = self._rest.startswith("[")
        if in_list:
            self._take(1)
        while True:
            self._skip("," if in_list else "")
            if not self._rest:
                if in_list:
                    yield _failed(str(self._path), _("the list does not end: the file is cut off."))
                return
            if in_list and self._rest.startswith("]"):
                return
            place = f"{self._path}:{self._line}"
            try:
                yield Record(place, self._value())
            except (ValueError, RecursionError) as error:
                yield _failed(place, _("no JSON: {error}.").format(error=error))
                return

    def _value(self) -> object:
        wanted = _BLOCK
        while True:
            try:
                value, end = self._decoder.raw_decode(self._rest)
                if end < len(self._rest) or not self._more(1):  # a number may go on in what is not read yet
                    self._take(end)
                    return cast("object", value)
            except json.JSONDecodeError:
                if len(self._rest) > LARGEST or not self._more(wanted):
                    raise
                wanted = len(self._rest)  # twice as much each time: every character is parsed a few times at most

    def _skip(self, also: str = "") -> None:
        while True:
            kept = self._rest.lstrip(_SPACE + also)
            self._line += self._rest.count("\n", 0, len(self._rest) - len(kept))
            self._rest = kept
            if kept or not self._more(_BLOCK):
                return

    def _take(self, count: int) -> None:
        self._line += self._rest.count("\n", 0, count)
        self._rest = self._rest[count:]

    def _more(self, count: int) -> bool:
        read = self._stream.read(max(count, _BLOCK))
        self._rest += read
        return bool(read)


def _parsed(line: bytes, place: str) -> object:
    try:
        return cast("object", json.loads(line.decode()))  # as bytes, it would be guessed at
    except UnicodeDecodeError:
        return InputError(_("{place}: the line is not UTF-8.").format(place=place))
    except (ValueError, RecursionError) as error:
        return InputError(_("{place}: the line is no JSON: {error}.").format(place=place, error=error))


def _failed(place: str, reason: str) -> Record:
    return Record(place, InputError(f"{place}: {reason}"))
