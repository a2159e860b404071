"""Terminals that are not ideal, and what happens to them: no crash, nothing lost."""

from __future__ import annotations

import csv
import io
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.pseudo_terminal import PATIENCE_SECONDS, terminal

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parent.parent
TEXT = "把小事办到心坎上\n去年年底,市里在各乡镇推行“一事一单”制度。\n全市群众都说这个办法好，里里外外都好。"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    return path


def exported(library: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "reader", "--db", str(library), "export"], capture_output=True, check=True
    )
    return done.stdout.decode()


@pytest.mark.parametrize(
    "environment",
    [
        {"TERM": "xterm", "COLORTERM": ""},
        {"TERM": "linux", "COLORTERM": ""},
        {"TERM": "screen", "COLORTERM": "", "NO_COLOR": "1"},
        {"TERM": "dumb", "COLORTERM": "", "LANG": "C", "LC_ALL": "C"},
    ],
    ids=lambda environment: environment["TERM"],
)
def test_poor_terminals_read_and_tag(tmp_path: Path, document: Path, environment: Mapping[str, str]) -> None:
    library = tmp_path / "library.db"
    with terminal("--db", library, document, environment=environment) as screen:
        screen.wait_for("一事一单", "¶ 1/3")
        screen.press("j1")
        screen.wait_for("program:")
        screen.press("q")
    assert "去年年底" in exported(library)


@pytest.mark.parametrize("sign", [signal.SIGHUP, signal.SIGTERM])
def test_hung_up_or_ended_the_terminal_is_put_right_and_nothing_is_lost(
    tmp_path: Path, document: Path, sign: signal.Signals
) -> None:
    library = tmp_path / "library.db"
    with terminal("--db", library, document) as screen:
        screen.wait_for("一事一单", "¶ 1/3")
        screen.press("jj2")
        screen.wait_for("statistic:", "¶ 3/3")
        screen.program.send_signal(sign)
        assert screen.wait_for_end() == 0
        assert screen.written.rindex(b"\x1b[?1049l") > screen.written.rindex(b"\x1b[?1049h")
    assert "里里外外都好" in exported(library)
    with terminal("--db", library, document) as screen:
        screen.wait_for("¶ 3/3")  # the place was kept too
        screen.press("q")


def test_any_size_at_any_moment(tmp_path: Path, document: Path) -> None:
    with terminal("--db", tmp_path / "library.db", document) as screen:
        screen.wait_for("一事一单")
        for columns, rows in ((20, 5), (1, 1), (3, 2), (300, 80), (2, 40), (80, 24)):
            screen.resize(columns, rows)
            screen.press("j+k")
        screen.press("\x1b[24~")  # F12: the library
        screen.wait_for("Title", "To decide")
        for columns, rows in ((20, 5), (1, 1), (80, 24)):
            screen.resize(columns, rows)
            screen.press("ojk")
        screen.wait_for("Title", "To decide")
        screen.press("q")


def test_a_large_paste_into_every_line(tmp_path: Path, document: Path) -> None:
    paste = "\x00\x07心坎\n上\t\r\n" + "去年年底推行的办法\n" * 40_000  # more than a megabyte
    with terminal("--db", tmp_path / "library.db", document) as screen:
        screen.wait_for("一事一单", "¶ 1/3")
        screen.press("/")
        screen.paste(paste)
        screen.wait_for("0 found")
        screen.press("\x1b")
        screen.wait_for(gone="0 found")
        screen.press("1")
        screen.wait_for("program:")
        screen.press("\x1bOQ")  # F2: the note
        screen.wait_for("Enter keeps it")
        screen.paste(paste)
        screen.press("\r")
        screen.wait_for("note kept")
        screen.paste(paste)  # where nothing is written, it is nothing
        screen.press("\x1b[24~")
        screen.wait_for("To decide")
        screen.press("/")
        screen.paste(paste)
        screen.wait_for("0 of 1 documents")
        screen.press("\x1b\x1b")
        screen.wait_for("把小事办到心坎上")
        screen.press("g")
        screen.wait_for("Search")
        screen.paste(paste)
        screen.wait_for("0 places")
        screen.press("\x1b")
        screen.wait_for("To decide")
        screen.press("q")
    (line,) = [row for row in exported(tmp_path / "library.db").splitlines() if "program" in row]
    assert "心坎 上 去年年底" in line
    assert "\x07" not in line


def test_to_the_shell_and_back(tmp_path: Path, document: Path) -> None:
    shell = shutil.which("bash")
    if shell is None:
        pytest.skip("no bash")
    environment = {"PS1": "$ ", "BASH_SILENCE_DEPRECATION_WARNING": "1"}
    library = tmp_path / "library.db"
    with terminal(program=[shell, "--norc", "--noprofile", "-i"], environment=environment) as screen:
        screen.wait_for("$")
        screen.press(f"cd {ROOT}; {sys.executable} -m reader --db {library} {document}\r")
        screen.wait_for("一事一单", "¶ 1/3")
        screen.press("j1")
        screen.wait_for("program:")
        screen.press("\x1a")
        screen.wait_for("Stopped")
        assert "去年年底" in exported(library)
        screen.press("fg\r")
        screen.wait_for("一事一单", "¶ 2/3")
        screen.press("j2")
        screen.wait_for("¶ 3/3", "statistic:")
        screen.program.send_signal(signal.SIGHUP)  # the shell hangs up on what runs in it
    rows = csv.DictReader(io.StringIO(exported(library), newline=""))
    assert [row["label"] for row in rows] == ["program", "statistic"]


def test_without_a_shell_it_is_not_stopped(tmp_path: Path, document: Path) -> None:
    with terminal("--db", tmp_path / "library.db", document, rows=30) as screen:
        screen.wait_for("¶ 1/3")
        screen.press("\x1a")
        screen.wait_for("no shell behind")
        screen.press("j")
        screen.wait_for("¶ 2/3")
        screen.press("q")


def test_within_tmux(tmp_path: Path, document: Path) -> None:
    tmux = shutil.which("tmux")
    if tmux is None:
        pytest.skip("no tmux")
    server = [tmux, "-f", "/dev/null", "-S", str(tmp_path / "s")]
    environment = {
        key: value for key, value in os.environ.items() if key not in ("TMUX", "COLORTERM", "COLUMNS", "LINES")
    }
    environment |= {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    library = tmp_path / "library.db"
    command = f"cd {ROOT} && exec {sys.executable} -m reader --db {library} {document}"

    def run(*arguments: str) -> str:
        done = subprocess.run([*server, *arguments], env=environment, capture_output=True, check=True)
        return done.stdout.decode()

    def wait_for(*parts: str) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while not all(part in (shown := run("capture-pane", "-p")) for part in parts):
            assert time.monotonic() < end, f"{parts} never appeared on:\n{shown}"
            time.sleep(0.1)

    run("new-session", "-d", "-x", "100", "-y", "30", command)
    try:
        wait_for("一事一单", "1/3")
        run("send-keys", "j", "1")
        wait_for("program:")
        run("resize-window", "-x", "40", "-y", "8")
        wait_for("2/3")
        run("resize-window", "-x", "100", "-y", "30")
        wait_for("program: ")
    finally:
        subprocess.run([*server, "kill-server"], check=False, capture_output=True)  # which hangs up
    assert "去年年底" in exported(library)
