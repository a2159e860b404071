"""Owns reading corpora line by line, in any encoding, compressed or not, in constant memory."""

from __future__ import annotations

import io
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from reader.compression import decompressed
from reader.documents.encodings import codec_name, encoding_of, like_windows
from reader.documents.euctw import EUC_TW
from reader.errors import InputError, UsageError
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from reader.documents.sources.format import RawFile

LONGEST_ROW = 1 << 25  # characters of a line
_SAMPLE = 1 << 18  # bytes by which the encoding is told
_MAGIC = {b"\x1f\x8b": ".gz", b"\x28\xb5\x2f\xfd": ".zst"}


class _Text(io.TextIOWrapper):
    """A stream of text whose lines read as those of a file that is one document do."""

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override] # as in its own base class
        return like_windows(super().readline(size), self.encoding)


class Line(NamedTuple):
    """A line of a file with its 1-based number, or what is wrong with it."""

    number: int
    text: str
    failure: InputError | None = None


@contextmanager
def text_stream(raw: RawFile) -> Iterator[tuple[io.TextIOWrapper, str]]:
    """The file as a stream of text with its line ends as they are, and its encoding.

    Bytes that are wrong come as lone surrogates, so that they spoil their own row only. A file that cannot be
    read, or not to its end, raises InputError.
    """
    try:
        with raw.opened() as stream:
            encoding = _encoding(raw, _plain(raw, stream).read(_SAMPLE))
            plain = _plain(raw, stream)
            codec = "utf-8-sig" if encoding == "utf-8" else encoding
            yield _Text(plain, encoding=codec, errors="surrogateescape", newline=""), encoding
    except (OSError, EOFError, zlib.error, UnicodeError) as error:  # not every encoding can step over wrong bytes
        reason = getattr(error, "strerror", None) or error
        raise InputError(
            _("{name}: it cannot be read to its end: {reason}.").format(name=raw.source, reason=reason)
        ) from error


def _plain(raw: RawFile, stream: BinaryIO) -> BinaryIO:
    """The stream from its beginning; what it holds where its first bytes say that it is compressed."""
    stream.seek(0)
    head = stream.read(4)
    stream.seek(0)
    suffix = next((suffix for magic, suffix in _MAGIC.items() if head.startswith(magic)), "")
    try:
        return decompressed(stream, raw.source + suffix) if suffix else stream
    except UsageError as error:  # what reads it is not installed
        raise InputError(error.message, error.hint) from error


def _encoding(raw: RawFile, sample: bytes) -> str:
    if raw.options.encoding is not None:
        encoding = codec_name(raw.options.encoding)
    else:
        encoding = encoding_of(sample[: sample.rfind(b"\n") + 1] or sample, raw.source)
    if encoding == EUC_TW:
        raise InputError(
            _("{name}: EUC-TW is read in plain texts only.").format(name=raw.source),
            _("Turn it into UTF-8 first: iconv -f EUC-TW -t UTF-8"),
        )
    return encoding


@contextmanager
def text_lines(raw: RawFile) -> Iterator[tuple[Iterator[Line], str]]:
    """The lines of a file that hold something, and its encoding; see `text_stream`."""
    with text_stream(raw) as (stream, encoding):
        yield _lines(raw, stream), encoding


def _lines(raw: RawFile, stream: io.TextIOWrapper) -> Iterator[Line]:
    number = 0
    while line := stream.readline(LONGEST_ROW + 1):
        number += 1
        place = f"{raw.source}:{number}"
        if len(line) > LONGEST_ROW:
            while line and not line.endswith("\n"):
                line = stream.readline(LONGEST_ROW)
            yield Line(number, "", too_long(place))
        elif line.strip("\ufeff \t\r\n"):
            yield Line(number, line, None if is_whole(line) else damaged(place))


def is_whole(text: str) -> bool:
    """Whether no byte of a text was wrong."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def damaged(place: str) -> InputError:
    """What is told of a row that holds wrong bytes."""
    return InputError(
        _("{place}: bytes in it are no text in the encoding of the file.").format(place=place),
        _("It was left out; the rest goes on."),
    )


def too_long(place: str) -> InputError:
    """What is told of a row without end."""
    return InputError(
        _("{place}: longer than {limit:,} characters.").format(place=place, limit=LONGEST_ROW),
        _("It was left out; the rest goes on."),
    )
