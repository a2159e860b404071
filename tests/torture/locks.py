"""A library that another program holds: who waits, what they are told, and that work goes on when it has ended.

`python -m tests.torture locks` holds it for longer than anyone waits, with the real commands and with the reader on a
real terminal; the suite does the same with less patience and without a terminal (for that, tests/tui/test_unsaved.py).
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, NamedTuple

from reader.desk import Desk
from reader.library import Library
from reader.text.spans import Span
from tests.pseudo_terminal import terminal
from tests.torture.kills import PARAGRAPHS, make_library
from tests.torture.wholeness import assert_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    Command = tuple[str, ...]
    Runner = Callable[[Path, Sequence[Command]], list["Ended"]]

READING: tuple[Command, ...] = (
    ("documents",), ("search", "制度"), ("stats",), ("log",), ("labels",), ("check",), ("backup", "copy.db"),
    ("export", "-o", "out.csv"), ("export", "--format", "jsonl", "-o", "out.jsonl", "--status", "all"),
)  # fmt: skip
WRITING: tuple[Command, ...] = (
    ("import", "new.txt"), ("tag",), ("undo",), ("labels", "add", "人物"),
    ("documents", "rename", "0.txt", "旧题"), ("documents", "remove", "1.txt"), ("restore", "older.db"),
)  # fmt: skip
HELD = "Another program holds the library"


class Ended(NamedTuple):
    """How a command ended: its exit code, what it said, and the seconds it took."""

    command: Command
    code: int
    said: str
    seconds: float


def make_place(folder: Path) -> Path:
    """What the commands need, in a folder; the library in it."""
    path = folder / "library.db"
    make_library(path, 2)
    with Library(path) as library:
        Desk(library, "lin").annotate(1, Span(6, 12), "policy")
        library.upkeep.back_up(folder / "older.db")
    (folder / "new.txt").write_text("\n".join(PARAGRAPHS[50:60]), "utf-8")
    return path


@contextmanager
def held(path: Path, *, wholly: bool = False) -> Iterator[None]:
    """Another program is in the middle of writing; where it holds the library `wholly`, no one may read either."""
    with closing(sqlite3.connect(path)) as other:
        if wholly:
            other.execute("pragma locking_mode = exclusive")
        other.execute("begin immediate")
        yield
        other.rollback()


def outlast(folder: Path, run: Runner) -> Iterator[Ended]:
    """Tries every command on a library that is held for longer than they wait, and again when it no longer is."""
    path = make_place(folder)
    content = _content(path)
    for wholly in (False, True):
        with held(path, wholly=wholly):
            for one in run(folder, (*READING, *WRITING)):
                waits = wholly or one.command in WRITING
                assert (one.code, HELD in one.said) == ((1, True) if waits else (0, False)), one
                yield one
        assert_whole(path)
        assert _content(path) == content
    for command in (*READING, *WRITING):
        (one,) = run(folder, [command])
        assert one.code == 0, one
    assert_whole(path)


def read_on(folder: Path, seconds: float) -> Iterator[str]:
    """Tags in the reader while its library is held for so long; what was told as not saved is saved afterwards."""
    path = make_place(folder)
    with terminal("--db", path, "--annotator", "lin", columns=120) as screen:
        screen.wait_for("0.txt")
        screen.press("\r")
        screen.wait_for("¶")
        with held(path):
            screen.press("\x1b[H1")
            screen.wait_for("1 not saved yet: another program is writing")
            time.sleep(seconds)
            began = time.monotonic()
            screen.press("\x1b[B2")
            screen.wait_for("2 not saved yet: another program is writing")
            yield f"a key in the reader after {seconds:.0f} s: {time.monotonic() - began:.2f} s"
        screen.wait_for("all is saved now")
        yield "and all is saved when that ends"
        screen.press("qq")
    assert_whole(path)
    with Library(path) as library:
        documents = [entry.id for entry in library.documents.entries()]
        marks = [mark.label for document in documents for mark in library.annotations.of_document(document)]
        assert sorted(marks) == ["policy", "program", "statistic"]


def run_at_once(folder: Path, commands: Sequence[Command]) -> list[Ended]:
    """Runs commands, all at the same time."""
    began = time.monotonic()
    running = {command: _start(folder, command) for command in commands}
    ended: list[Ended] = []
    while running:
        time.sleep(0.05)
        for command, program in [one for one in running.items() if one[1].poll() is not None]:
            _, said = running.pop(command).communicate()
            ended.append(Ended(command, program.returncode, said, time.monotonic() - began))
    return ended


def _start(folder: Path, command: Command) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "reader", "--db", "library.db", "--annotator", "lin", *command],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def _content(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as library:
        return list(library.iterdump())
