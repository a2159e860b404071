"""A few kills at each run of the suite; `python -m tests.torture kills --count 300` does many."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("pty")
pytest.importorskip("pyte")

from tests.torture.kills import KILLS
from tests.torture.writers import write_at_once

if TYPE_CHECKING:
    from pathlib import Path

TIMES = {"annotator": 10, "tagger": 4, "import": 2, "versions": 2, "export": 2, "reader": 3}


@pytest.mark.parametrize("program", KILLS)
def test_what_was_acknowledged_survives_a_kill(program: str, tmp_path: Path) -> None:
    for seed in range(TIMES[program]):
        KILLS[program](tmp_path, random.Random(seed))


def test_many_write_at_once(tmp_path: Path) -> None:
    told = write_at_once(tmp_path, writers=4, each=40)
    assert "160 kept" in told
