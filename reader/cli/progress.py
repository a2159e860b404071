"""A line on a terminal that says how far a long job is; nothing where stderr is a file or a pipe."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from reader.tagging.rows import is_stream
from reader.translation import _
from reader.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reader.tagging.rows import Row

EVERY_S = 0.2  # between two looks of the line
_CLEAR = "\r\x1b[K"


class Progress:
    """How far tagging is. What remains is told from the bytes read, so only where all input is files of records."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._shown = sys.stderr.isatty()
        known = all(path.is_file() and is_stream(path) for path in paths)
        self._sizes = [path.stat().st_size for path in paths] if known else []
        self._file = 0  # index of the file that is being read
        self._position = 0
        self._start = self._last = time.monotonic()

    def show(self, count: int, row: Row) -> None:
        """Shows how many rows are done, how many a second, and how long the rest takes."""
        if row.position < self._position:
            self._file += 1
        self._position = row.position
        now = time.monotonic()
        if not self._shown or now - self._last < EVERY_S:
            return
        self._last = now
        spent = now - self._start
        done = sum(self._sizes[: self._file]) + self._position
        line = _("{documents}, {rate:,.0f} a second")
        left = ""
        if self._sizes and done:
            line = _("{documents}, {rate:,.0f} a second, {left} left")
            left = remaining(spent * (sum(self._sizes) - done) / done)
        documents = plural(count, "{count} document", "{count} documents")
        sys.stderr.write(_CLEAR + line.format(documents=documents, rate=count / spent, left=left))
        sys.stderr.flush()

    def clear(self) -> None:
        """Leaves the line free for something else."""
        if self._shown:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()


def remaining(seconds: float) -> str:
    """`45 s`, `12 min`, `3 h 20 min`."""
    if seconds < 100:
        return _("{seconds:.0f} s").format(seconds=max(0, seconds))
    minutes = round(seconds / 60)
    if minutes < 100:
        return _("{minutes} min").format(minutes=minutes)
    return _("{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)
