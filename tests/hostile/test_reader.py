"""The reader on a real terminal, in a library where every text, name, label, note and person means harm.

`python -m tests.hostile screens` walks through all the texts; here are some of each kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("pty")
pytest.importorskip("pyte")

from tests.hostile.screens import harm, make_library, walk
from tests.hostile.texts import TEXTS

if TYPE_CHECKING:
    from pathlib import Path


def test_nothing_reaches_the_terminal_on_any_screen(tmp_path: Path) -> None:
    texts = TEXTS[::30]
    make_library(tmp_path / "library.db", texts)
    assert harm(walk(tmp_path / "library.db", texts)) == set()


def test_the_watch_sees_harm() -> None:
    assert harm("\x1b[1;38;2;3;4;5m甲\x1b[3;4H乙\x1b[?25l\r\n") == set()
    assert harm("甲\x1b]52;c;eA==\x07\x9b\u202e乙") == {"\x1b]52;c;eA==\x07", "\x07", "\x9b", "\u202e"}
    assert harm("甲\x1b[31m") == {"\x1b[31m"}
