"""What a terminal says of itself, from terminals that say it in their ways."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import termios
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cli.check_terminal import ambiguous_width_of
from reader.probing import BRACKETED_PASTE, MOUSE, SYNCHRONIZED, Answers, parse_answers, parse_column
from reader.text.cells import text_cells

pty = pytest.importorskip("pty")

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE_SECONDS = 30.0


def test_answers_are_found_among_keys_and_noise() -> None:
    said = (
        b"jk\x1b[A\x1b[?2026;2$y\x1b[?2004;1$yx\x1b[?1000;0$y\x1b[?0u\x1bP>|kitty(0.31.0)\x1b\\"
        b"\x1bP1$r48:2:1:2:3m\x1b\\\x1b[?62;22c"
    )
    answers = parse_answers(said)
    assert answers.answered
    assert answers.name == "kitty(0.31.0)"
    assert answers.modes == {SYNCHRONIZED: True, BRACKETED_PASTE: True, MOUSE: False}
    assert answers.kitty_keys is True
    assert answers.true_colour is True


def test_a_terminal_that_takes_a_colour_for_another_has_fewer() -> None:
    assert parse_answers(b"\x1bP1$r48;5;16m\x1b\\").true_colour is False
    assert parse_answers(b"\x1bP1$r48;2;1;2;3m\x1b\\").true_colour is True
    assert parse_answers(b"\x1bP0$r\x1b\\\x1b[?6c").true_colour is None


def test_silence_is_not_no() -> None:
    assert parse_answers(b"") == Answers()
    assert parse_answers(b"\x1b[?6c").kitty_keys is False


@given(st.binary(max_size=200))
def test_whatever_comes_is_read(said: bytes) -> None:
    parse_answers(said)
    column = parse_column(said)
    assert column is None or column >= 0


@given(st.binary(max_size=20).filter(lambda noise: b"\x1b" not in noise), st.integers(1, 99999))
def test_the_last_position_counts(noise: bytes, column: int) -> None:
    assert parse_column(b"\x1b[1;1R" + noise + b"\x1b[7;%dR" % column) == column


def test_the_width_of_most_ambiguous_characters_is_taken() -> None:
    assert ambiguous_width_of(Answers(widths_cells={"“": 2, "…": 2, "×": 1})) == 2
    assert ambiguous_width_of(Answers(widths_cells={"“": 1, "…": 2})) == 1
    assert ambiguous_width_of(Answers()) is None


@contextmanager
def checking(answer: Callable[[bytes], bytes], **environment: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """`pizhu check --terminal` in a terminal that answers so; gives what it told in the end."""
    leader, follower = pty.openpty()
    termios.tcsetwinsize(follower, (24, 80))
    before = termios.tcgetattr(follower)
    program = subprocess.Popen(
        [sys.executable, "-m", "reader", "check", "--terminal"],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env={**os.environ, "TERM": "xterm", "COLORTERM": "", **environment},
        start_new_session=True,
    )
    try:
        told, asked = b"", b""
        end = time.monotonic() + PATIENCE_SECONDS
        while program.poll() is None and time.monotonic() < end:
            if select.select([leader], [], [], 0.05)[0]:
                data = os.read(leader, 65536)
                told += data
                asked += data
                if reply := answer(asked):
                    asked = b""
                    os.write(leader, reply)
        while select.select([leader], [], [], 0.05)[0]:
            told += os.read(leader, 65536)
        assert termios.tcgetattr(follower) == before  # the terminal is as it was
        yield program, told.decode()
    finally:
        program.kill()
        program.wait()
        os.close(follower)
        os.close(leader)


def a_terminal(ambiguous_cells: int) -> Callable[[bytes], bytes]:
    """One that answers everything, and shows characters of ambiguous width so wide."""
    from unicodedata import east_asian_width

    def answer(asked: bytes) -> bytes:
        if asked.endswith(b"\x1b[c"):
            return b"typed\x1b[?2026;2$y\x1b[?2004;2$y\x1b[?1000;2$y\x1b[?1006;2$y\x1bP>|Some(1)\x1b\\\x1b[?62c"
        if asked.endswith(b"\x1b[6n"):
            shown = re.split(rb"\x1b\[K", asked.removesuffix(b"\x1b[6n"))[-1].decode()
            wide = sum(east_asian_width(character) == "A" and text_cells(character) == 1 for character in shown)
            return b"\x1b[3;%dR" % (1 + text_cells(shown) + wide * (ambiguous_cells - 1))
        return b""

    return answer


def test_a_terminal_set_up_for_chinese_is_told_which_setting_fits() -> None:
    with checking(a_terminal(2)) as (program, told):
        assert program.returncode == 0
        assert "Some(1)" in told
        assert "“ 2 … 2 — 2" in told
        assert "中 2" in told
        assert re.search(r"Bracketed paste: +yes", told)
        assert "config.toml" in told
        assert "ambiguous_width = 2" in told


def test_one_for_which_everything_fits() -> None:
    with checking(a_terminal(1)) as (program, told):
        assert program.returncode == 0
        assert "The settings fit this terminal." in told
        assert re.search(r"Colours: +16\r", told)


def test_one_that_never_answers() -> None:
    with checking(lambda _: b"", TERM="dumb") as (program, told):
        assert program.returncode == 0
        assert re.search(r"Ambiguous width: +does not say", told)
        assert "It does not tell how wide" in told


def test_without_a_terminal_it_says_so() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "reader", "check", "--terminal"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert "no terminal" in done.stderr.decode()
    assert done.stdout == b""
