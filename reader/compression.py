"""Opens files that may be compressed, by their name: gzip (.gz) and Zstandard (.zst)."""

from __future__ import annotations

import gzip
import io
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

from reader.errors import UsageError
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SUFFIXES = (".gz", ".zst")
_BLOCK = 1 << 14  # compressed bytes at once; what they hold is in memory


def without_suffix(name: str) -> str:
    """A file's name in lower case, without what says that it is compressed."""
    lower = name.lower()
    return next((lower.removesuffix(suffix) for suffix in SUFFIXES if lower.endswith(suffix)), lower)


def is_compressed(path: Path) -> bool:
    """Whether a file is compressed, by its name."""
    return path.name.lower().endswith(SUFFIXES)


def decompressed(raw: BinaryIO, name: str) -> BinaryIO:
    """What a file of that name holds; `raw` itself where it is not compressed.

    Several streams one after the other are read as one. Raises UsageError where Zstandard is needed and not there;
    reading what is damaged raises OSError or EOFError.
    """
    lower = name.lower()
    if lower.endswith(".gz"):
        return io.BufferedReader(_Inflated(raw), _BLOCK)
    if lower.endswith(".zst"):
        return _zstandard_reader(raw, name)
    return raw


@contextmanager
def writing_lines(path: Path, *, append: bool = False) -> Iterator[TextIO]:
    """A UTF-8 text file with plain line ends, compressed where its name says so; what it held before is kept or not.

    Raises UsageError where Zstandard is needed and not there, OSError where the file cannot be written.
    """
    library = _zstandard(path.name) if path.name.lower().endswith(".zst") else None
    with path.open("ab" if append else "wb") as raw:
        binary: Any = raw
        if library is not None:
            binary = library.ZstdCompressor().stream_writer(raw, closefd=False)
        elif is_compressed(path):
            # Without a time and a name in it, the same lines give the same bytes.
            binary = gzip.GzipFile("", "wb", fileobj=raw, mtime=0)
        with binary, io.TextIOWrapper(binary, encoding="utf-8", newline="\n") as stream:
            yield stream


def _zstandard(name: str) -> Any:
    try:
        import zstandard
    except ImportError as error:
        raise UsageError(
            _("{name}: Zstandard files need another package.").format(name=name),
            _("Install it: pip install 'pizhu[zst]'"),
        ) from error
    return zstandard


def _zstandard_reader(raw: BinaryIO, name: str) -> BinaryIO:
    library = _zstandard(name)
    return io.BufferedReader(_Frames(raw, library.ZstdDecompressor().decompressobj, library.ZstdError))


class _Inflated(io.RawIOBase):
    """The content of a gzip file; says of damage what other streams say."""

    def __init__(self, raw: BinaryIO) -> None:
        self._file = gzip.GzipFile(fileobj=raw)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            content = self._file.read1(len(buffer))
        except zlib.error as error:
            raise OSError(str(error)) from error
        buffer[: len(content)] = content
        return len(content)


class _Frames(io.RawIOBase):
    """The content of Zstandard frames, one after the other; says of damage what other streams say.

    The library's own reader takes a file that is cut off for one that ends there.
    """

    def __init__(self, raw: BinaryIO, new_frame: Callable[[], Any], damage: type[Exception]) -> None:
        self._raw = raw
        self._new_frame = new_frame
        self._damage = damage
        self._frame: Any = None  # while inside of one
        self._compressed = b""
        self._content = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._content:
            self._compressed = self._compressed or self._raw.read(_BLOCK)
            if not self._compressed:
                if self._frame is not None:
                    raise EOFError(_("the file ends in the midst of its compressed content"))
                return 0
            self._frame = self._frame or self._new_frame()
            try:
                self._content = memoryview(self._frame.decompress(self._compressed))
            except self._damage as error:
                raise OSError(str(error)) from error
            self._compressed = self._frame.unused_data if self._frame.eof else b""
            if self._frame.eof:
                self._frame = None
        size = min(len(buffer), len(self._content))
        buffer[:size], self._content = self._content[:size], self._content[size:]
        return size
