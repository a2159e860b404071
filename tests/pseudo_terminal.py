"""A real pseudo-terminal with the program in it: types keys, waits for what it paints."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pyte

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PATIENCE_SECONDS = 30.0


class Terminal:
    """A terminal of some size with a program in it."""

    def __init__(self, handle: int, columns: int, rows: int, program: subprocess.Popen[bytes]) -> None:
        self._handle = handle
        os.set_blocking(handle, False)
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.program = program
        self.kill = program.kill
        self.written = b""  # all that the program has written

    @property
    def text(self) -> str:
        # Not Screen.display: it breaks where one half of a wide character has been painted over.
        rows = (self._screen.buffer[row] for row in range(self._screen.lines))
        return "\n".join("".join(row[column].data for column in range(self._screen.columns)) for row in rows)

    @property
    def most_mb(self) -> float:
        """The most memory that the program has had, where the system tells of it."""
        status = Path(f"/proc/{self.program.pid}/status")
        lines = status.read_text("utf-8").splitlines() if status.exists() else []
        return max((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), default=0.0)

    def press(self, keys: str) -> None:
        data = keys.encode()
        while data:  # who writes much has to read meanwhile, or both wait for each other
            _, free, _ = select.select([], [self._handle], [], 0.1)
            if free:
                with suppress(BlockingIOError):
                    data = data[os.write(self._handle, data[:4096]) :]
            self._read(0)

    def paste(self, text: str) -> None:
        self.press(f"\x1b[200~{text}\x1b[201~")

    def resize(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        # The emulator cannot halve a wide character at a new edge; the program paints everything anew anyway.
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.program.send_signal(signal.SIGWINCH)

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._handle], [], [], seconds)
        if ready:
            try:
                data = os.read(self._handle, 1 << 16)
            except OSError:
                return False
            self.written += data
            if b"\x1b[?2026$p" in data:
                os.write(self._handle, b"\x1b[?2026;2$y")
            self._stream.feed(_readable(data))
        return True

    def wait_for_end(self) -> int:
        """Reads until the program is over; gives its exit code."""
        end = time.monotonic() + PATIENCE_SECONDS
        while self.program.poll() is None and time.monotonic() < end:
            self._read(0.1)
        # What it wrote last may have come between the last look and its end.
        while select.select([self._handle], [], [], 0)[0] and self._read(0):
            pass
        if self.program.poll() is None:
            raise AssertionError(f"the program goes on; it shows:\n{self.text}")
        return self.program.returncode

    def wait_for(self, *parts: str, gone: str = "") -> None:
        """Reads what the program paints until all the parts are on the screen, and what is to be gone is not."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            if not self._read(0.1):
                break
            shown = self.text.replace(" ", "")
            if all(part.replace(" ", "") in shown for part in parts) and not (gone and gone.replace(" ", "") in shown):
                return
        raise AssertionError(f"{parts} never appeared on:\n{self.text}")


def _readable(data: bytes) -> bytes:
    """Without the sequences that the emulator prints instead of obeying."""
    return re.sub(rb"\x1b\[\?[\d;]*\$p|\x1b\[[<>=][\d;]*[a-zA-Z]|\x1b\[\?u|\x1bP[^\x1b]*\x1b\\", b"", data)


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@contextmanager
def terminal(
    *arguments: str | Path,
    columns: int = 80,
    rows: int = 24,
    environment: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    program: Sequence[str] = (sys.executable, "-m", "reader"),
) -> Iterator[Terminal]:
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    process = subprocess.Popen(
        [*program, *map(str, arguments)],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        cwd=cwd,
        env={
            **os.environ,
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "TEXTUAL_ANIMATIONS": "none",
            **(environment or {}),
        },
        # Its own session, with this terminal as the one that controls it.
        start_new_session=True,
        preexec_fn=_take_terminal,  # noqa: PLW1509 - no other thread of the tests holds anything
    )
    os.close(follower)
    try:
        screen = Terminal(leader, columns, rows, process)
        yield screen
        screen.wait_for_end()
    finally:
        process.kill()
        process.wait()
        os.close(leader)
