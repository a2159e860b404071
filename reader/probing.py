"""Asks the terminal what it can do: with the questions that terminals answer, and by looking where its cursor goes.

What it does not answer within a time is not known; the terminal is as before when the asking ends, however it ends.
"""

from __future__ import annotations

import os
import re
import select
import signal
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

PATIENCE_SECONDS = 1.5  # for one answer: far terminals need time, dumb ones never answer
SYNCHRONIZED, BRACKETED_PASTE, MOUSE, MOUSE_SGR = 2026, 2004, 1000, 1006
_MODES = (SYNCHRONIZED, BRACKETED_PASTE, MOUSE, MOUSE_SGR)

SAMPLES = {
    "ambiguous": ("“", "…", "—", "·", "●", "①", "→", "×"),
    "wide": ("中", "，", "Ａ", "𠮷", "한"),
    "narrow": ("a", "ｱ", "é", "e\u0301"),
    "emoji": ("😀", "❤\ufe0f", "👨\u200d👩\u200d👧", "🇨🇳", "👍🏽"),
}
"""Characters by what is expected of them."""

_POSITION = re.compile(rb"\x1b\[(\d{1,5});(\d{1,5})R")
_MODE = re.compile(rb"\x1b\[\?(\d{1,5});(\d)\$y")
_KITTY = re.compile(rb"\x1b\[\?(\d{1,5})u")
_NAME = re.compile(rb"\x1bP>\|([^\x1b\x07]{0,200})(?:\x1b\\|\x07)")
_GRAPHICS = re.compile(rb"\x1bP1\$r([\d:;]{0,200})m(?:\x1b\\|\x07)")
_DEVICE = re.compile(rb"\x1b\[\?[\d;]{0,100}c")


@dataclass(frozen=True, slots=True)
class Answers:
    """What a terminal said; None, or a mode that is missing, where it said nothing."""

    answered: bool = False
    name: str | None = None
    modes: Mapping[int, bool] = field(default_factory=dict)
    kitty_keys: bool | None = None
    true_colour: bool | None = None
    widths_cells: Mapping[str, int] = field(default_factory=dict)  # by sample, as measured


def parse_answers(said: bytes) -> Answers:
    """What a terminal's answers mean; whatever stands between them, such as keys pressed meanwhile, is left out."""
    modes = {int(mode): value in b"123" for mode, value in _MODE.findall(said) if value != b"0"}
    modes.update({int(mode): False for mode, value in _MODE.findall(said) if value == b"0"})
    name = _NAME.search(said)
    graphics = _GRAPHICS.search(said)
    return Answers(
        answered=_DEVICE.search(said) is not None,
        name=name[1].decode("utf-8", "replace") if name else None,
        modes=modes,
        kitty_keys=True if _KITTY.search(said) else (False if _DEVICE.search(said) else None),
        true_colour=None if graphics is None else re.search(rb"48[:;]2[:;].*1[:;]2[:;]3$", graphics[1]) is not None,
    )


def parse_column(said: bytes) -> int | None:
    """The column of the last cursor position in what a terminal said, 1-based."""
    found = _POSITION.findall(said)
    return int(found[-1][1]) if found else None


def ask(environment: Mapping[str, str] = os.environ, columns: int = 80) -> Answers:
    """Asks the terminal that stdin and stdout are. It must be one."""
    with _quiet_terminal(sys.stdin.fileno()):
        wanted = _questions(environment)
        answers = parse_answers(_exchange(wanted, _DEVICE))
        if columns < 20:  # the cursor would stop at the edge
            return answers
        return replace(answers, widths_cells=dict(_measured()))


def _questions(environment: Mapping[str, str]) -> bytes:
    questions = b"".join(b"\x1b[?%d$p" % mode for mode in _MODES) + b"\x1b[?u"
    if environment.get("TERM", "") not in ("", "dumb", "linux"):  # these print what they do not know
        # Sets a colour that only a terminal of 16 million colours keeps as it is, and asks for it.
        questions += b"\x1b[>0q\x1b[48;2;1;2;3m\x1bP$qm\x1b\\\x1b[m"
    # Every terminal answers the last one: when it has come, so have the others.
    return questions + b"\x1b[c"


def _measured() -> Iterator[tuple[str, int]]:
    for samples in SAMPLES.values():
        for sample in samples:
            said = _exchange(b"\r\x1b[K" + sample.encode() + b"\x1b[6n", _POSITION)
            column = parse_column(said)
            if column is None:  # it does not tell: not again and again
                return
            yield sample, column - 1


def _exchange(question: bytes, until: re.Pattern[bytes]) -> bytes:
    """Writes a question, and reads until an answer has come or the time is over."""
    _write(question)
    said = b""
    end = monotonic() + PATIENCE_SECONDS
    while until.search(said) is None and (left := end - monotonic()) > 0:
        ready, _, _ = select.select([sys.stdin.fileno()], [], [], left)
        if ready:
            read = os.read(sys.stdin.fileno(), 4096)
            if not read:
                break
            said += read
    _write(b"\r\x1b[K")  # what it did not take for a question stands there
    return said


def _write(data: bytes) -> None:
    sys.stdout.flush()
    while data:
        data = data[os.write(sys.stdout.fileno(), data) :]


@contextmanager
def _quiet_terminal(handle: int) -> Iterator[None]:
    """Neither echo nor whole lines; as before at the end, also where a signal ends the program."""
    import termios
    import tty

    before = termios.tcgetattr(handle)
    asked_to_end: Callable[..., None] = _end
    signs = (signal.SIGTERM, signal.SIGHUP)
    handlers = [signal.signal(sign, asked_to_end) for sign in signs]
    try:
        tty.setcbreak(handle)
        yield
    finally:
        # What comes too late must not be typed into the shell.
        termios.tcsetattr(handle, termios.TCSAFLUSH, before)
        for sign, handler in zip(signs, handlers, strict=True):
            signal.signal(sign, handler)


def _end(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)
