"""A pseudo-terminal with a clock: how long a program takes to its first paint, and from a key to its paint."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Sequence

QUIET_S = 0.06  # without a byte for so long, a paint is complete
PATIENCE_S = 10.0  # that a program has to begin a paint
HOMES = ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
KEYS = {
    "Down": "\x1b[B",
    "Up": "\x1b[A",
    "Right": "\x1b[C",
    "Left": "\x1b[D",
    "PageDown": "\x1b[6~",
    "Home": "\x1b[H",
    "End": "\x1b[F",
    "Enter": "\r",
}


class TimedTerminal:
    """A program in a terminal of 120 by 40 cells, of somebody who has no settings and has used nothing before."""

    def __init__(self, command: Sequence[str], *, columns: int = 120, rows: int = 40) -> None:
        self._home = TemporaryDirectory(prefix="pizhu-bench-home-")
        self.started = time.perf_counter()
        self.pid, self._handle = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LANG="C.UTF-8", TEXTUAL_ANIMATIONS="none")
            os.environ.update(dict.fromkeys(HOMES, self._home.name))
            os.execvp(command[0], list(command))  # noqa: S606
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._handle)
        self._home.cleanup()

    def first_paint(self, sign: str, rest_s: float = QUIET_S * 5) -> float:
        """Seconds from the start until `sign` has been painted; goes on when the screen was quiet for so long."""
        seen = b""
        painted = 0.0
        while True:
            ready, _, _ = select.select([self._handle], [], [], rest_s if painted else 30)
            if not ready and not painted:
                raise TimeoutError(f"{sign} was not painted")
            if not ready:
                return painted
            seen += self._read()
            if not painted and sign.encode() in seen:
                painted = time.perf_counter() - self.started

    def press(self, key: str, sign: str = "") -> float:
        """Milliseconds from a key to the last byte of its paint, in which there is `sign`."""
        pressed = last = time.perf_counter()
        os.write(self._handle, KEYS.get(key, key).encode())
        seen, painted = b"", False
        while True:
            ready, _, _ = select.select([self._handle], [], [], QUIET_S if painted else PATIENCE_S)
            if not ready and not painted:
                raise TimeoutError(f"nothing was painted after {key}" if not sign else f"{sign} was not painted")
            if not ready:
                return (last - pressed) * 1000
            seen += self._read()
            last = time.perf_counter()
            painted = painted or sign.encode() in seen

    def type(self, keys: str, rest_s: float) -> None:
        """Sends keys and lets so many seconds pass, reading what is painted meanwhile."""
        os.write(self._handle, keys.encode())
        until = time.perf_counter() + rest_s
        while True:
            ready, _, _ = select.select([self._handle], [], [], max(0.0, until - time.perf_counter()))
            if ready:
                self._read()
            elif time.perf_counter() >= until:
                return

    def memory_mb(self) -> float:
        """Resident memory of the program now."""
        with open(f"/proc/{self.pid}/status", encoding="ascii") as status:  # noqa: PTH123 - no file of anyone's
            line = next(line for line in status if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def _read(self) -> bytes:
        try:
            data = os.read(self._handle, 1 << 16)
        except OSError as error:
            raise EOFError("the program in the terminal has ended") from error
        if b"\x1b[?2026$p" in data:  # whether it may mark what belongs to one paint
            os.write(self._handle, b"\x1b[?2026;2$y")
        return data
