"""Texts that are large in one way only: `python -m tests.hostile large [CASE…] [--scale 1.0]`.

Each is imported, tagged, searched and exported, and opened in the reader on a real terminal, where one moves, marks,
finds and leaves; every step has so many seconds and megabytes and no more. A table tells what each took: of a command
the seconds of a processor, of a key those until its answer is painted.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.pseudo_terminal import terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST_SECONDS = 180.0  # of a processor, for one command; what is refused is refused sooner
MOST_KEY_SECONDS = 20.0  # from a key to what it paints, while words are still being loaded too
MOST_MB = 2048
SENTENCE = "甲市推行“一事一单”制度，办结率由71.5%提高到93.8%。"
PACK = 'name = "x"\nversion = "1"\n[[rule]]\nid = "a"\nlabel = "policy"\npattern = "^甲|制度"\n'

CASES: dict[str, Callable[[float], str]] = {
    "10 MB in one line": lambda scale: SENTENCE * int(10_000_000 * scale / len(SENTENCE.encode())),
    "10 MB in one line without a stop": lambda scale: "甲" * int(10_000_000 * scale / 3),
    "1,000,000 paragraphs of one character": lambda scale: "甲\n" * int(1_000_000 * scale),
    "100,000 nested quotes": lambda scale: "“" * int(100_000 * scale) + "甲" + "”" * int(100_000 * scale),
    "100,000 nested titles": lambda scale: "《〈" * int(50_000 * scale) + "甲" + "〉》" * int(50_000 * scale),
    "towers of 100,000 marks": lambda scale: ("甲" + "\u0301\u0323" * int(50_000 * scale)) * 10,
    "100,000 opening brackets": lambda scale: "甲" + "（[{" * int(33_000 * scale),
}
"""By name, a text of a scale: 1 is what the name says."""


class Step(NamedTuple):
    """What was done, how long it took, and the most memory it had."""

    name: str
    seconds: float
    most_mb: float


def run_through(folder: Path, text: str) -> Iterator[Step]:
    """Takes a text through all that one does with it; raises where a step fails or has no bounds."""
    (folder / "large.txt").write_text(text, "utf-8")
    (folder / "pack.toml").write_text(PACK, "utf-8")
    for command in (
        ("import", "large.txt"),
        ("search", "甲", "--limit", "1000"),
        ("tag", "--rules", "pack.toml"),
        ("tag", "large.txt", "-o", "tagged.jsonl", "--rules", "pack.toml"),
        ("words", "large.txt"),
        ("convert", "--to", "tw", "large.txt"),
        ("check",),
    ):
        yield _command(folder, command)
    yield from _reader(folder)
    for name in ("csv", "jsonl", "html", "brat", "conll-bio"):
        yield _command(folder, ("export", "--format", name, "-o", f"out-{name}", "--status", "all"))


def _command(folder: Path, command: tuple[str, ...]) -> Step:
    program = subprocess.Popen(
        [sys.executable, "-m", "reader", "--db", "library.db", *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert program.stderr is not None
    said = program.stderr.read().decode()
    _pid, status, usage = os.wait4(program.pid, 0)
    program.returncode = os.waitstatus_to_exitcode(status)
    step = Step(" ".join(command), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
    assert program.returncode == 0, (step, said)
    assert "Traceback" not in said
    return _within(step, MOST_SECONDS)


def _reader(folder: Path) -> Iterator[Step]:
    """Each key, to what it paints."""
    with terminal("--db", folder / "library.db", "--annotator", "lin", "large.txt", cwd=folder) as screen:
        for name, keys, appears in (
            ("reader: open", "", "¶"),
            ("reader: down", "\x1b[B", "¶"),
            ("reader: word", "\x1b[C", "¶"),
            ("reader: page down", "\x1b[6~", "¶"),
            ("reader: end", "\x1b[F", "100%"),
            ("reader: home", "\x1b[H", "¶ 1/"),
            ("reader: grow", "+", "¶"),
            ("reader: tag", "1", "program:"),
            ("reader: script", "t", "¶"),
            ("reader: find", "/", "to the page"),
            ("reader: write", "甲", "found"),
            ("reader: found", "\r", "¶"),
        ):
            began = time.monotonic()
            screen.press(keys)
            screen.wait_for(appears)
            seconds = time.monotonic() - began
            yield _within(Step(name, seconds, screen.most_mb), MOST_SECONDS if not keys else MOST_KEY_SECONDS)
        screen.wait_for("¶", gone="to the page")
        screen.press("q")


def _within(step: Step, most_seconds: float) -> Step:
    assert step.seconds <= most_seconds, step
    assert step.most_mb <= MOST_MB, step
    return step
