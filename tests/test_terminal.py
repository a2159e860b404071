"""From the command line to the disk through a real pseudo-terminal, as a person would."""

from __future__ import annotations

import csv
import fcntl
import io
import os
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pytest

pty = pytest.importorskip("pty")
pyte = pytest.importorskip("pyte")

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

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
        return "\n".join(self._screen.display)

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
        return self.program.wait(timeout=1)

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
    import re

    return re.sub(rb"\x1b\[\?[\d;]*\$p|\x1b\[[<>=][\d;]*[a-zA-Z]|\x1b\[\?u|\x1bP[^\x1b]*\x1b\\", b"", data)


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@contextmanager
def terminal(
    *arguments: str | Path,
    columns: int = 80,
    rows: int = 24,
    environment: Mapping[str, str] | None = None,
    program: Sequence[str] = (sys.executable, "-m", "reader"),
) -> Iterator[Terminal]:
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    process = subprocess.Popen(
        [*program, *map(str, arguments)],
        stdin=follower,
        stdout=follower,
        stderr=follower,
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


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)])
def test_read_toggle_tag_and_export(tmp_path: Path, columns: int, rows: int) -> None:
    text = "把小事办到心坎上\n去年年底,市里在各乡镇推行“一事一单”制度,办结率由71.5%提高到93.8%。\n全市群众都说这个办法好，里里外外都好。"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    library = tmp_path / "library.db"
    with terminal("--db", library, tmp_path / "a.txt", columns=columns, rows=rows) as screen:
        screen.wait_for("一事一单", "program", "¶ 1/3")
        screen.press("jt")
        screen.wait_for("¶ 2/3", "简体")
        screen.press("t")
        screen.wait_for("一事一單", "繁體")
        screen.press("\x1b[C")  # the first word
        screen.press("2")
        screen.wait_for("saved")
        screen.press("j1")
        screen.wait_for("¶ 3/3", "program:")
        screen.press("q")
    done = subprocess.run(
        [sys.executable, "-m", "reader", "--db", str(library), "export"], capture_output=True, check=True
    )
    rows_out = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))
    assert [(row["label"], row["paragraph"]) for row in rows_out] == [("statistic", "2"), ("program", "3")]
    for row in rows_out:
        assert row["text"] == text[int(row["start"]) : int(row["end"])]
    assert rows_out[0]["text"] == text[int(rows_out[0]["start"]) :][: len(rows_out[0]["text"])]
    assert rows_out[0]["text"] in {"去年", "去年年底"}


def test_the_samples_open_from_the_first_command(tmp_path: Path) -> None:
    with terminal("--db", tmp_path / "library.db", "samples", columns=120, rows=40) as screen:
        screen.wait_for("5 documents", "Title", "To decide")
        screen.press("\r")
        screen.wait_for("program", "policy")
        screen.press("q")
        screen.wait_for("5 documents", "Title")
        screen.press("q")


def test_killed_in_the_middle_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲乙丙丁，戊己庚辛。\n第二段在这里说话。", "utf-8")
    library = tmp_path / "library.db"
    with terminal("--db", library, tmp_path / "a.txt") as screen:
        screen.wait_for("甲乙丙丁")
        screen.press("3")
        screen.wait_for("saved")
        screen.kill()
    done = subprocess.run(
        [sys.executable, "-m", "reader", "--db", str(library), "export"], capture_output=True, check=True
    )
    assert "甲乙丙丁，戊己庚辛。" in done.stdout.decode()
