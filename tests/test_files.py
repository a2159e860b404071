"""What is written takes the place of what was there, and never of a library."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from reader.cli import cli
from reader.cli.context import Settings
from reader.errors import UsageError
from reader.library import Library

if TYPE_CHECKING:
    from pathlib import Path

WRITING = (
    ("export", "-o", "library.db"),
    ("export", "--format", "jsonl", "-o", "./library.db"),
    ("export", "--format", "brat", "-o", ".", "--overwrite"),
    ("export", "-o", "link.csv"),
    ("tag", "a.txt", "-o", "library.db"),
    ("convert", "--to", "tw", "a.txt", "-o", "library.db"),
    ("words", "a.txt", "-o", "library.db"),
    ("labels", "--save", "library.db"),
)


@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_nothing_is_written_over_a_library(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("第一段。", "utf-8")
    Library(tmp_path / "library.db").close()
    (tmp_path / "link.csv").symlink_to("library.db")
    before = (tmp_path / "library.db").read_bytes()
    done = CliRunner().invoke(cli, ["--db", "library.db", *command], obj=Settings())
    assert isinstance(done.exception, UsageError), done.exception
    assert ": this is a database; nothing is written over it" in str(done.exception)
    assert (tmp_path / "library.db").read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.txt", "library.db", "link.csv"]
