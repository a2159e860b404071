"""Reads small files whole that a person names: rule packs, label sets, models. A device has no end, so there is a limit."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 1 << 26  # bytes


def read_bytes(path: Path, limit: int = LARGEST) -> bytes:
    """The bytes of a file, device or pipe; raises OSError where they are more than `limit`, as where it cannot be read."""
    with path.open("rb") as stream:
        content = stream.read(limit + 1)
    if len(content) > limit:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return content


def read_text(path: Path, limit: int = LARGEST) -> str:
    """The same as UTF-8, with or without its mark, line ends as line feeds; raises UnicodeDecodeError besides."""
    return read_bytes(path, limit).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
