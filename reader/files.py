"""Writes files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A UTF-8 text file that takes the place of `path` when the block ends well; else `path` stays as it was.

    Raises ReaderError where it cannot be written.
    """
    if path.exists() and not path.is_file():  # a pipe or a device takes what comes
        with path.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        return
    path = path.resolve()  # what a link leads to is replaced, not the link
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise ReaderError(f"{path}: {error.strerror or error}.", "Choose another place with -o.") from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _take_mode(path, temporary)
        Path(temporary).replace(path)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise ReaderError(f"{path}: {error.strerror or error}.", "The old file, if any, is untouched.") from error
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _take_mode(path: Path, temporary: str) -> None:
    """A temporary file is its owner's alone; the file that stays is as open as the one it replaces, or as usual."""
    if path.exists():
        mode = path.stat().st_mode & 0o777
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    Path(temporary).chmod(mode)
