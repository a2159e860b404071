"""Owns zip files from strangers: opening them, and reading their parts within bounds of time and memory."""

from __future__ import annotations

import struct
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from reader.errors import InputError
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.documents.sources.format import RawFile

LARGEST_PART = 1 << 26  # bytes of a part of a Word file or a book, unpacked
LARGEST_TOTAL = 1 << 28  # bytes of all parts of a document, unpacked
MOST_PARTS = 0xFFFF  # more need the newer form of the format, which no document does
STEEPEST = 200  # times that a large part may unfold
FREELY = 1 << 22  # bytes up to which a part may unfold as it will
_END = b"PK\x05\x06"
_TAIL = 0xFFFF + 22
_SYMBOLIC_LINK = 0o120000
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
    struct.error,
    RuntimeError,
)
"""What Python's zipfile raises over a file that is damaged, cut off or made up."""


class Package:
    """An open zip file; `budget` is how many unpacked bytes may still be read from it."""

    def __init__(self, archive: zipfile.ZipFile, source: str) -> None:
        self.archive = archive
        self.source = source
        self.budget = LARGEST_TOTAL
        self.parts = {info.filename: info for info in archive.infolist()}

    def read(self, name: str, limit: int = LARGEST_PART) -> bytes:
        """A part, whole; empty where there is none of that name. InputError for one that is too large or damaged."""
        info = self.parts.get(name)
        return b"" if info is None else self.unpacked(info, limit)

    def unpacked(self, info: zipfile.ZipInfo, limit: int) -> bytes:
        """The bytes of a part; InputError where it is encrypted, damaged, or more than `limit` and the budget allow."""
        place = f"{self.source}/{info.filename}"
        if info.flag_bits & 1:
            raise InputError(_("{name}: it is encrypted.").format(name=place), _("Save it without a password."))
        steep = info.file_size > FREELY and info.file_size > STEEPEST * max(1, info.compress_size)
        if info.file_size > min(limit, self.budget) or steep:
            raise InputError(
                _("{name}: it unpacks to {size} MB, which is more than is read.").format(
                    name=place, size=(info.file_size >> 20) + 1
                ),
                _("If it is what it says, unpack it and import what is in it."),
            )
        try:
            with self.archive.open(info) as stream:
                data = stream.read(info.file_size + 1)
        except BROKEN as error:
            raise InputError(_("{name}: damaged: {reason}.").format(name=place, reason=error)) from error
        self.budget -= len(data)
        return data


def is_zip(raw: RawFile) -> bool:
    """Whether a file begins as zip files do."""
    return raw.head.startswith((b"PK\x03\x04", _END))


def is_link(info: zipfile.ZipInfo) -> bool:
    """Whether a part is a symbolic link."""
    return (info.external_attr >> 16) & 0o170000 == _SYMBOLIC_LINK


@contextmanager
def opened(raw: RawFile) -> Iterator[Package]:
    """The zip file, open; InputError where it is damaged or has more parts than any document."""
    try:
        with raw.opened() as stream:
            _refuse_crowds(stream, raw)
            stream.seek(0)
            with zipfile.ZipFile(stream) as archive:
                yield Package(archive, raw.source)
    except BROKEN as error:
        raise InputError(
            _("{name}: damaged, or no zip file: {reason}.").format(name=raw.source, reason=error)
        ) from error


def _refuse_crowds(stream: BinaryIO, raw: RawFile) -> None:
    """Looks at the count at the end of the file before Python reads the whole list into memory."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _TAIL))
    tail = stream.read(_TAIL)
    end = tail.rfind(_END)
    if end < 0 or end + 22 > len(tail):
        raise zipfile.BadZipFile(_("its end is missing"))
    count, length = struct.unpack("<HI", tail[end + 10 : end + 16])
    if count == MOST_PARTS or length > 64 * MOST_PARTS * 4:
        raise InputError(
            _("{name}: more than {count:,} files in it.").format(name=raw.source, count=MOST_PARTS),
            _("Unpack it, and import the folder."),
        )


def begins_with(raw: RawFile, name: bytes, content: bytes = b"") -> bool:
    """Whether the first part of a zip file has this name and, stored as it is, begins with this content."""
    head = raw.head
    if not is_zip(raw) or len(head) < 30:
        return False
    length, extra = struct.unpack("<HH", head[26:30])
    start = 30 + length + extra
    return head[30 : 30 + length] == name and head[start : start + len(content)] == content


def names_of(raw: RawFile) -> frozenset[str]:
    """The names of the parts of a zip file; none where it cannot be read."""
    if not is_zip(raw):
        return frozenset()
    try:
        with opened(raw) as package:
            return frozenset(package.parts)
    except InputError:
        return frozenset()
