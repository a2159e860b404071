"""Texts that are large in one way only, here a few hundred times smaller; `python -m tests.hostile large` has them whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("pty")
pytest.importorskip("pyte")

from reader.library import Library
from tests.hostile.large import CASES, PACK
from tests.torture.commands import in_process

if TYPE_CHECKING:
    from pathlib import Path

SCALE = 0.002


@pytest.mark.parametrize("name", CASES)
def test_it_is_kept_tagged_and_exported_to_the_character(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = CASES[name](SCALE)
    (tmp_path / "large.txt").write_text(text, "utf-8")
    (tmp_path / "pack.toml").write_text(PACK, "utf-8")
    for command in (
        ("import", "large.txt"),
        ("search", "甲", "--limit", "10"),
        ("tag", "--rules", "pack.toml"),
        ("check",),
        ("export", "--format", "jsonl", "-o", "out.jsonl", "--status", "all"),
    ):
        code, said = in_process("--db", "library.db", *command)
        assert code == 0, (command, said)
    with Library(tmp_path / "library.db") as library:
        (entry,) = library.documents.entries()
        assert library.documents.text(entry.id) == text
        ends = [passage.paragraph.span.end for passage in library.documents.passages(entry.id, 1, entry.paragraphs)]
        assert text[ends[-1] :].strip() == ""
    told = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert bool(told) == text.startswith("甲")  # as the pack says
    assert all(text[one["start"] : one["end"]] == one["text"] for one in told)
