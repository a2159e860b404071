"""Annotations of an older version of a text, and of a copy of it that is neither the one nor the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reader.documents.reading import find_files, read_files
from reader.intake import Imported
from tests.library.test_versions import TEXT, mark, quotes, take_in, waiting

if TYPE_CHECKING:
    from pathlib import Path

    from tests.incoming.conftest import Taker

CHANGED = "通知\n" + TEXT.replace("3600户", "4200多户")


def prodigy(text: str, *words: str) -> list[dict[str, Any]]:
    """A line of Prodigy with spans of words in a text."""
    spans = [{"start": text.index(w), "end": text.index(w) + len(w), "label": "policy", "text": w} for w in words]
    return [{"text": text, "spans": spans, "meta": {"name": "a.txt"}, "answer": "accept"}]


def test_marks_on_an_older_version_are_placed_in_the_current_one_or_wait(take: Taker) -> None:
    first = take_in(take.desk, TEXT)
    take_in(take.desk, CHANGED)
    took = take(prodigy(TEXT, "“暖心工程”", "3600户"))
    assert took.failures == []
    assert took.outcomes == {"added": 1, "waiting": 1}
    assert quotes(take.desk, first) == ["“暖心工程”"]
    assert [(quote, reason) for quote, reason, _ in waiting(take.desk)] == [("3600户", "changed")]
    assert take.desk.library.upkeep.problems() == []
    assert take(prodigy(TEXT, "“暖心工程”", "3600户")).outcomes == {"known": 2}
    take.desk.undo()
    assert (quotes(take.desk, first), waiting(take.desk)) == ([], [])
    assert take.desk.library.upkeep.problems() == []


def test_a_copy_that_comes_with_annotations_takes_no_ones_place(take: Taker) -> None:
    first = take_in(take.desk, TEXT)
    mark(take.desk, first, "93.8%")
    copy = TEXT.replace("每个小区", "各小区")
    took = take(prodigy(copy, "各小区"))
    assert took.failures == []
    assert take.desk.library.documents.text(first.entry.id) == TEXT
    assert quotes(take.desk, first) == ["93.8%"]
    assert ("各小区", "policy", "accepted") in take.marked
    assert len(take.desk.library.documents.entries()) == 2


def test_an_id_that_waits_for_review_is_not_given_twice(take: Taker) -> None:
    first = take_in(take.desk, TEXT)
    made = mark(take.desk, first, "3600户", "statistic")
    take_in(take.desk, CHANGED)
    start = CHANGED.index("4200多户")
    row = {"id": made.id, "document": "a.txt", "start": start, "end": start + 6, "label": "policy", "text": "4200多户"}
    assert take([row]).outcomes == {"added": 1}
    assert quotes(take.desk, first) == ["4200多户"]
    assert take.desk.library.reviews.get(made.id) is not None
    assert take.desk.library.upkeep.problems() == []


@pytest.mark.parametrize(
    "data", [f"\ufeff{TEXT}".encode(), TEXT.encode("gb18030"), f"\n{TEXT}\r\n\r\n".encode()], ids=["bom", "gb", "blank"]
)
def test_the_file_of_a_text_that_annotations_brought_is_no_second_document(
    take: Taker, tmp_path: Path, data: bytes
) -> None:
    assert take(prodigy(TEXT, "“暖心工程”")).outcomes == {"added": 1}
    file = tmp_path / "original.txt"
    file.write_bytes(data)
    (imported,) = take.desk.import_documents(read_files(find_files([file])))
    assert isinstance(imported, Imported)
    assert not imported.new
    assert quotes(take.desk, imported) == ["“暖心工程”"]
    assert len(take.desk.library.documents.entries()) == 1
    assert take.desk.library.upkeep.problems() == []


def test_a_document_may_be_named_without_its_suffix(take: Taker, tmp_path: Path) -> None:
    line = {**prodigy(TEXT, "“暖心工程”")[0], "meta": {"name": "original"}}
    assert take([line]).outcomes == {"added": 1}
    file = tmp_path / "original.txt"
    file.write_text(CHANGED, "utf-8")
    (imported,) = take.desk.import_documents(read_files(find_files([file])))
    assert isinstance(imported, Imported)
    assert imported.renewal is not None
    assert quotes(take.desk, imported) == ["“暖心工程”"]
