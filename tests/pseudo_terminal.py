"""A real pseudo-terminal with the program in it: types keys, waits for what it paints."""

from __future__ import annotations

import fcntl
import os
import re
import select
import struct
import subprocess
import sys
import termios
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

pty = pytest.importorskip("pty")
pyte = pytest.importorskip("pyte")

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PATIENCE_SECONDS = 30.0


class Terminal:
    """A terminal of some size with a program in it."""

    def __init__(self, handle: int, columns: int, rows: int, kill: Callable[[], None]) -> None:
        self._handle = handle
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.kill = kill

    @property
    def text(self) -> str:
        # Not Screen.display: it breaks where one half of a wide character has been painted over.
        rows = (self._screen.buffer[row] for row in range(self._screen.lines))
        return "\n".join("".join(row[column].data for column in range(self._screen.columns)) for row in rows)

    def press(self, keys: str) -> None:
        os.write(self._handle, keys.encode())

    def wait_for(self, *parts: str) -> None:
        """Reads what the program paints until all the parts are on the screen."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            if not self._read():
                break
            shown = self.text.replace(" ", "")
            if all(part.replace(" ", "") in shown for part in parts):
                return
        raise AssertionError(f"{parts} never appeared on:\n{self.text}")

    def read_to_the_end(self) -> None:
        """Reads what the program still paints until it ends: a terminal that nobody reads holds it up."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end and self._read():
            pass

    def _read(self) -> bool:
        """Paints what has come within a moment; whether the program is still there."""
        ready, _, _ = select.select([self._handle], [], [], 0.1)
        if ready:
            try:
                data = os.read(self._handle, 1 << 16)
            except OSError:
                return False
            if b"\x1b[?2026$p" in data:
                os.write(self._handle, b"\x1b[?2026;2$y")
            self._stream.feed(_readable(data))
        return True


def _readable(data: bytes) -> bytes:
    """Without the sequences that the emulator prints instead of obeying."""
    return re.sub(rb"\x1b\[\?[\d;]*\$p|\x1b\[[<>=][\d;]*[a-zA-Z]|\x1b\[\?u|\x1bP[^\x1b]*\x1b\\", b"", data)


@contextmanager
def terminal(*arguments: str | Path, columns: int = 80, rows: int = 24) -> Iterator[Terminal]:
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    program = subprocess.Popen(
        [sys.executable, "-m", "reader", *map(str, arguments)],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env={**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", "TEXTUAL_ANIMATIONS": "none"},
        start_new_session=True,
    )
    os.close(follower)
    try:
        screen = Terminal(leader, columns, rows, program.kill)
        yield screen
        screen.read_to_the_end()
        program.wait(timeout=PATIENCE_SECONDS)
    finally:
        program.kill()
        program.wait()
        os.close(leader)
