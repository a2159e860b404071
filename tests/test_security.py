"""What the program does to the machine it runs on: nothing that its user did not ask for."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.desk import Desk
from reader.documents.model import Document
from reader.library import Library
from reader.remembered import remember
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXT = "把小事办到心坎上\n去年年底，市里推行“一事一单”制度，办结率由71.5%提高到93.8%。"
COMMANDS = (
    ("import", "a.txt"),
    ("tag",),
    ("documents",),
    ("search", "制度"),
    ("stats",),
    ("labels",),
    ("log",),
    ("export", "--status", "all"),
    ("export", "--format", "jsonl", "-o", "out.jsonl", "--status", "all"),
    ("tag", "a.txt", "-o", "tagged.jsonl"),
    ("words", "a.txt"),
    ("convert", "--to", "tw", "a.txt"),
    ("rules", "test", "zh-gov"),
    ("backup", "copy.db"),
    ("check",),
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "shared").mkdir()
    return tmp_path


def audited(place: Path, commands: Sequence[Sequence[str]]) -> list[list[str]]:
    """Runs commands, one after the other; what each did that is watched."""
    report = place / "report"
    arguments = [["--db", "library.db", *command] for command in commands]
    done = subprocess.run(
        [sys.executable, "-m", "tests.audited", str(report), json.dumps(arguments)],
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(Path.cwd()), "TMPDIR": str(place / "shared")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen: list[list[str]] = [[] for _ in commands]
    for line in report.read_text().splitlines():
        number, what = line.split(" ", 1)
        seen[int(number)].append(what)
    assert [told.pop() for told in seen] == ["exit 0"] * len(commands), done.stderr
    return seen


def test_the_watch_sees_what_it_is_there_for(place: Path) -> None:
    (place / "naughty.py").write_text(
        "import os, socket, subprocess, tempfile\n"
        "def tag(document):\n"
        "    subprocess.run(['true'])\n"
        "    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('127.0.0.1', 9))\n"
        "    open(os.path.join(tempfile.gettempdir(), 'x'), 'w').close()\n"
        "    return []\n"
    )
    (seen,) = audited(place, [("tag", "a.txt", "-o", "tagged.jsonl", "--tagger", "naughty:tag")])
    assert {line.split()[0] for line in seen} == {"subprocess.Popen", "socket.connect", "open"}


def test_no_command_connects_starts_a_program_or_trusts_the_shared_folder(place: Path) -> None:
    seen = dict(zip(COMMANDS, audited(place, COMMANDS), strict=True))
    assert {command: did for command, did in seen.items() if did} == {}
    assert list((place / "shared").iterdir()) == []


def test_what_is_kept_is_its_users_own(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "library.db"
    before = os.umask(0)
    try:
        with Library(tmp_path / "share" / "pizhu" / "library.db"):
            remember("x", 1, tmp_path / "state" / "pizhu" / "remembered.json")
        for folder in ("share", "state"):
            made = [tmp_path / folder, *(tmp_path / folder).rglob("*")]
            assert len(made) >= 3
            assert [one for one in made if stat.S_IMODE(one.stat().st_mode) & 0o077] == []
        with Library(path) as library:
            desk = Desk(library, "lin")
            library.documents.add(Document("a.txt", TEXT, digest="a"), desk.now())
            desk.annotate(1, Span(0, 3), "policy")
            library.upkeep.back_up(tmp_path / "deep" / "copy.db")
            library.upkeep.back_up_before("test", desk.now())
            open_to_others = [found for found in path.parent.rglob("*") if stat.S_IMODE(found.stat().st_mode) & 0o077]
            assert len(list(path.parent.rglob("*"))) >= 5
    finally:
        os.umask(before)
    assert open_to_others == []
    assert stat.S_IMODE(path.parent.stat().st_mode) & 0o077 == 0


def test_the_screens_connect_to_nothing_either(place: Path) -> None:
    pytest.importorskip("pty")
    pytest.importorskip("pyte")
    from tests.pseudo_terminal import terminal

    report = place / "report"
    watched = (sys.executable, "-m", "tests.audited", str(report), json.dumps([["--db", "library.db", "a.txt"]]))
    environment = {"PYTHONPATH": str(Path.cwd()), "TMPDIR": str(place / "shared")}
    with terminal(program=watched, cwd=place, environment=environment) as screen:
        screen.wait_for("¶")
        for keys, appears in (
            ("\x1b[C1", "program:"),
            ("t", "简体"),
            ("/", "to the page"),
            ("制度", "found"),
            ("\r", "¶"),
        ):
            screen.press(keys)
            screen.wait_for(appears)
        screen.press("q")
    assert report.read_text() == "0 exit 0\n"
    assert list((place / "shared").iterdir()) == []
