from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.tui.completion import Completion, complete_name, complete_path, paths_in
from reader.tui.widgets.line_input import MOST, as_line

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    for name in ("简报 一/甲.txt", "简报 二/乙.txt", "news.txt", ".hidden/丙.txt"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("甲", "utf-8")
    return root


def test_as_far_as_it_is_clear(folder: Path) -> None:
    assert complete_path(f"{folder}/n") == Completion(f"{folder}/news.txt")
    assert complete_path(f"{folder}/简") == Completion(f"{folder}/简报 ", ("简报 一/", "简报 二/"))
    assert complete_path(f"{folder}/简报 一") == Completion(f"{folder}/简报 一/")
    assert complete_path(f"{folder}/.h") == Completion(f"{folder}/.hidden/")
    assert ".hidden/" not in complete_path(f"{folder}/").candidates


def test_what_is_not_there_stays_as_it_was_written(folder: Path) -> None:
    for written in (f"{folder}/x", f"{folder}/none/x", "~nobody-of-this-name/x", "a\0b/c"):
        assert complete_path(written) == Completion(written)


def test_home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(folder))
    assert complete_path("~") == Completion("~/")
    assert complete_path("~/ne") == Completion("~/news.txt")
    assert paths_in("~/news.txt") == [folder / "news.txt"]


def test_names_or_paths(folder: Path) -> None:
    assert complete_name("zh", ["zh-gov", "zh-law"]) == Completion("zh-", ("zh-gov", "zh-law"))
    assert complete_name("zh-g", ["zh-gov", "zh-law"]) == Completion("zh-gov")
    assert complete_name(f"{folder}/n", ["zh-gov"]) == Completion(f"{folder}/news.txt")


def test_one_path_or_several(folder: Path) -> None:
    blank = folder / "简报 一"
    news = folder / "news.txt"
    assert paths_in(str(blank)) == [blank]
    assert paths_in(f"'{blank}' {news}") == [blank, news]
    assert paths_in(str(blank).replace(" ", "\\ ") + " ") == [blank]
    assert paths_in(f"file://{news}") == [news]
    assert [str(path) for path in paths_in("it's")] == ["it's"]
    assert paths_in("  ") == []


def test_a_paste_becomes_a_line() -> None:
    assert as_line("甲\r\n乙\t丙\n") == "甲 乙 丙"
    assert as_line("\x1b[31m红\x00\x07\u202e") == "[31m红"
    assert as_line("\n\n") == ""
    assert len(as_line("字" * 1_000_000)) == MOST
