"""`pizhu import --annotations` as scripts see it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_commands import pizhu

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "𠮷野家😀在北京开业，增长5.2%。"


@pytest.fixture(autouse=True)
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PIZHU_DB", str(tmp_path / "library.db"))
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    return folder


def write(path: Path, *records: object) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def span(start: int, end: int, words: str, document: str = "a.txt") -> dict[str, object]:
    return {"document": document, "start": start, "end": end, "label": "地点", "text": words}


def test_what_was_exported_comes_back_and_is_taken_back_as_one(texts: Path, tmp_path: Path) -> None:
    pizhu("import", texts)
    pizhu("tag")
    for name in ("out.jsonl", "out.csv"):
        form = name.partition(".")[2]
        pizhu("export", "--format", form, "--status", "all", "-o", tmp_path / name)
        other = tmp_path / f"{form}.db"
        pizhu("--db", other, "import", texts)
        first = pizhu("--db", other, "import", "--annotations", tmp_path / name)
        assert (first.code, first.out) == (0, "")
        assert first.err.endswith(" (pizhu): 1 added, 0 suggestions decided, 0 there already, in 1 document.\n")
        assert (
            "0 added, 0 suggestions decided, 1 there"
            in pizhu("--db", other, "import", "--annotations", tmp_path / name).err
        )
        again = pizhu("--db", other, "export", "--format", form, "--status", "all").out
        assert again == (tmp_path / name).read_text("utf-8")
        assert pizhu("--db", other, "undo").err == "Taken back: 1 change.\n"
        assert pizhu("--db", other, "undo").code == 1


def test_tagged_files_become_suggestions_on_documents(texts: Path, tmp_path: Path) -> None:
    pizhu("tag", texts, "-o", tmp_path / "tagged.jsonl")
    done = pizhu("import", "--annotations", tmp_path / "tagged.jsonl")
    assert done.err.endswith("1 added, 0 suggestions decided, 0 there already, in 1 document, 1 of them imported.\n")
    assert [row["text"] for row in pizhu("export", "--status", "suggested").rows] == ["5.2%"]
    assert "1 as they were" in pizhu("tag").err
    assert pizhu("import", texts).err == "0 documents imported, 1 already in the library.\n"


def test_a_unit_that_fits_nothing_stops_the_file_and_the_rest_is_done(texts: Path, tmp_path: Path) -> None:
    pizhu("import", texts)
    wrong = write(tmp_path / "wrong.jsonl", span(5, 7, "北京"), span(5, 7, "南京"))
    right = write(tmp_path / "right.jsonl", span(7, 9, "北京"))
    done = pizhu("import", "--annotations", wrong, right)
    assert done.code == 1
    assert f"{wrong}:2: a.txt: at 5-7, counted as code-points, stands “北京”; the file says “南京”." in done.err
    assert "Nothing of this file was taken." in done.err
    assert f"{right}: its offsets count utf-16." in done.err
    assert f"{right}: new labels: 地点." in done.err
    assert [row["text"] for row in pizhu("export").rows] == ["北京"]


def test_what_the_person_says_counts(texts: Path, tmp_path: Path) -> None:
    pizhu("import", texts)
    path = write(tmp_path / "in.data", {"body": TEXT, "label": [[5, 6, "地点"]]})
    arguments = [
        "--format",
        "doccano",
        "--offsets",
        "code-points,inclusive",
        "--status",
        "suggested",
        "--annotator",
        "mei",
    ]
    done = pizhu("import", "--annotations", path, *arguments, "--text-field", "body", "--no-documents")
    assert done.code == 0, done.err
    (row,) = pizhu("export", "--status", "suggested").rows
    assert (row["text"], row["annotator"], row["origin"]) == ("北京", "mei", "import:in.data")


def test_only_chosen_documents_are_taken_and_the_rest_cannot_stop_them(texts: Path, tmp_path: Path) -> None:
    (texts / "b.txt").write_text(f"{TEXT}乙", encoding="utf-8")
    pizhu("import", texts)
    path = write(tmp_path / "in.jsonl", span(0, 1, "错", "b.txt"), span(5, 7, "北京"), span(0, 1, "x", "c.txt"))
    done = pizhu("import", "--annotations", path, "--document", "a.txt")
    assert (done.code, "1 added" in done.err) == (0, True)
    lines = write(tmp_path / "tagged.jsonl", *(
        {"text": f"增长{number}%", "name": f"{number}.txt", "spans": [{"start": 2, "end": 4, "label": "地点"}]}
        for number in range(4)
    ))  # fmt: skip
    done = pizhu("import", "--annotations", lines, "--document", "1.txt", "--document", "3.txt", "--document", "a.tx")
    assert done.code == 1
    assert "2 added, 0 suggestions decided, 0 there already, in 2 documents, 2 of them imported." in done.err
    assert "No file says anything of a document a.tx." in done.err
    assert {row["document"] for row in pizhu("export").rows} == {"a.txt", "1.txt", "3.txt"}


def test_wrong_usage_is_told_at_once(texts: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "in.jsonl", span(5, 7, "北京"))
    for arguments, said in (
        (["--format", "docano"], "Did you mean doccano?"),
        (["--offsets", "utf16"], "Did you mean utf-16?"),
    ):
        done = pizhu("import", "--annotations", path, *arguments)
        assert (done.code, said in done.err) == (2, True)
    assert pizhu("import", path, "--document", "a.txt").code == 2
    done = pizhu("import", path, "--offsets", "utf-16")
    assert (done.code, "are for --annotations" in done.err) == (2, True)


def test_what_a_file_says_never_reaches_the_terminal_as_it_is(texts: Path, tmp_path: Path) -> None:
    pizhu("import", texts)
    path = write(tmp_path / "in.jsonl", span(5, 7, "\x1b]52;c;eA==\x07"), span(0, 1, "x", "\x1b[2J.txt"))
    done = pizhu("import", "--annotations", path)
    assert done.code == 1
    assert "\x1b" not in done.err
    assert "\x07" not in done.err
