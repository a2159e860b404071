"""What every test has: a home of its own, a library in it, and a desk whose clock and ids can be foretold."""

from __future__ import annotations

import hashlib
import os
from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from reader.desk import Desk
from reader.documents.model import Document
from reader.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """What `-n auto` is: half as many again as there are processors, as tests of the screen often wait for it."""
    return max(2, (os.cpu_count() or 1) * 3 // 2)


# Nothing is timed in the suite: machines differ.
settings.register_profile("pizhu", deadline=None)
settings.load_profile("pizhu")


@pytest.fixture(autouse=True)
def isolated_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing of the machine's own user is read or written."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home))
    for name in ("PIZHU_DB", "PIZHU_ANNOTATOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIZHU_LANGUAGE", "en")
    monkeypatch.setenv("COLORTERM", "truecolor")  # pictures do not depend on who runs the tests
    return home


class FakeClock:
    """Every look at it is a second later."""

    def __init__(self) -> None:
        self._seconds = count()

    def __call__(self) -> str:
        minutes, seconds = divmod(next(self._seconds), 60)
        return f"2026-01-01T{minutes // 60:02}:{minutes % 60:02}:{seconds:02}.000+00:00"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A new library."""
    with Library(tmp_path / "library.db") as opened:
        yield opened


@pytest.fixture
def desk(library: Library) -> Desk:
    """Someone called `lin` at the new library."""
    numbers = count(1)
    return Desk(library, "lin", clock=FakeClock(), new_id=lambda: f"id-{next(numbers):06}")


@pytest.fixture
def add(desk: Desk) -> Callable[..., int]:
    """Adds a text as a document and gives its id."""

    def add_text(text: str, name: str = "a.txt", title: str = "", date: str = "") -> int:
        digest = hashlib.sha256(f"{name}\n{text}".encode()).hexdigest()
        document = Document(name, text, source=f"/texts/{name}", digest=digest, title=title, date=date)
        return desk.library.documents.add(document, desk.now()).entry.id

    return add_text
