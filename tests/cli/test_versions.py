"""New versions of files from the command line: what is said, listed, left out, and taken back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from reader.cli.context import Settings
from tests.cli.test_commands import pizhu
from tests.library.test_versions import OTHER, TEXT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def own_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIZHU_DB", str(tmp_path / "library.db"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that has been imported, tagged and accepted, and then changed."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, "utf-8")
    pizhu("import", folder)
    pizhu("tag", "--accept")
    (folder / "a.txt").write_text("通知\n" + TEXT.replace("3600户", "4200户"), "utf-8")
    return folder


def test_importing_a_changed_folder_tells_what_became_of_the_annotations(folder: Path) -> None:
    done = pizhu("import", folder)
    assert done.code == 0
    assert "a.txt: version 2; of its annotations 0 kept, " in done.err
    assert "1 to review." in done.err
    assert "1 new version." in done.err
    assert "1 already in the library" in pizhu("import", folder).err
    assert "all is well" in pizhu("check").err


def test_what_waits_is_listed_and_left_out_of_exports(folder: Path) -> None:
    before = pizhu("export", "--format", "jsonl").out.count("\n")
    pizhu("import", folder)
    listed = pizhu("documents", "--review")
    assert "“3600户”  its words were changed: ¶ 2 “4200户”" in listed.out
    row = json.loads(pizhu("documents", "--review", "--json").out)
    assert (row["document"], row["text"], row["guess"], row["reason"], row["version"]) == (
        "a.txt", "3600户", "4200户", "changed", 1,
    )  # fmt: skip
    exported = pizhu("export", "--format", "jsonl")
    assert exported.out.count("\n") == before - 1
    assert "1 more wait for review" in exported.err
    assert "wait for review" not in pizhu("export", "--status", "rejected").err
    assert "1 to review" in pizhu("documents").out
    (document,) = (json.loads(line) for line in pizhu("documents", "--json").out.splitlines())
    assert (document["version"], document["to_review"]) == (2, 1)


def test_undo_takes_the_import_back_and_the_log_tells(folder: Path) -> None:
    before = pizhu("export").out
    pizhu("import", folder)
    pizhu("undo")
    assert pizhu("export").out == before
    assert pizhu("documents", "--review").out == ""
    log = pizhu("log", "-n", "2").out
    assert "undo  a.txt" in log
    assert "version  a.txt" in log


def test_a_document_without_annotations_can_have_versions_too(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    for text in (TEXT, TEXT.replace("3600", "4200")):
        file.write_text(text, "utf-8")
        assert pizhu("import", file).code == 0
    assert "version  a.txt" in pizhu("log").out
    assert pizhu("undo").code == 0
    assert "version  a.txt" in pizhu("log").out


def test_another_text_of_the_name_stands_beside_and_one_can_say_otherwise(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "a.txt"
    other.parent.mkdir()
    other.write_text(OTHER, "utf-8")
    done = pizhu("import", other)
    assert "other/a.txt: the text has little in common with document a.txt" in done.err
    assert "--replaces a.txt" in done.err
    refused = pizhu("import", "--replaces", "a.txt", other)
    assert refused.code == 1
    assert "these bytes are document other/a.txt already" in refused.err
    third = tmp_path / "third.txt"
    third.write_text(OTHER + "周一不开放。", "utf-8")
    assert "a.txt: version 2" in pizhu("import", "--replaces", "a.txt", third).err


def test_replaces_takes_one_file_and_a_document_there_is(folder: Path, tmp_path: Path) -> None:
    (folder / "b.txt").write_text(OTHER, "utf-8")
    several = pizhu("import", "--replaces", "a.txt", folder)
    assert (several.code, "takes one file" in several.err) == (2, True)
    unknown = pizhu("import", "--replaces", "c.txt", folder / "b.txt")
    assert (unknown.code, "no such document" in unknown.err) == (2, True)


def test_what_was_rejected_may_be_suggested_again_where_its_words_have_changed(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text(TEXT, "utf-8")
    pizhu("import", text)
    pizhu("tag")
    with Settings().desk() as desk:
        entry = desk.require_document("a.txt")
        rejected = next(a for a in desk.library.annotations.of_document(entry.id) if a.quote == "3600户")
        desk.reject(rejected)
    text.write_text("通知\n" + TEXT, "utf-8")
    pizhu("import", text)
    pizhu("tag")
    assert "statistic,3600户" not in pizhu("export", "--status", "suggested").out
    text.write_text("通知\n" + TEXT.replace("3600户", "4200户"), "utf-8")
    pizhu("import", text)
    pizhu("tag")
    assert "statistic,4200户,suggested" in pizhu("export", "--status", "suggested").out
