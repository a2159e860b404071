"""What the real reader of each format gives back of an export is what was exported.

Each reader that is not installed is skipped; `pip install -e '.[proofs]'` brings them.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

import pytest

from reader.annotations.model import Status
from reader.annotations.overlap import Overlap, resolve
from reader.exports import FORMATS, Offsets, Options, Outcome, export
from reader.library.records import Selection
from tests.exports.hard import SPACED, TEXTS, fill
from tests.exports.readers import READERS, Found, read_codes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reader.annotations.model import Annotation
    from reader.desk import Desk
    from tests.exports.readers import Reader

CASES = [(name, reader) for name, readers in READERS.items() for reader in readers]
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")  # what XML cannot hold


@pytest.fixture
def marked(desk: Desk) -> list[Annotation]:
    return fill(desk)


def written(desk: Desk, name: str, folder: Path, options: Options | None = None) -> tuple[Path, Outcome]:
    path = folder / f"{name}{FORMATS[name].suffix}"
    return path, export(desk.library, FORMATS[name], path, Selection(), options)


def expected(desk: Desk, name: str, annotations: Iterable[Annotation]) -> list[Found]:
    """What a format is to give back: what it does not hold left out, and told as lost."""
    names = {entry.id: entry.name for entry in desk.library.documents.entries()}
    kept = list(annotations)
    if name == "label-studio":
        kept = [one for one in kept if one.status is not Status.REJECTED]
    if name == "doccano":
        kept = by_document(Overlap.KEEP_ALL, kept)
    if name.startswith("conll"):
        return tagged(desk, by_document(Overlap.LONGEST, kept))
    given = [Found(names[one.document], one.span.start, one.span.end, one.label, one.quote) for one in kept]
    if name == "uima-xmi":
        given = [one._replace(text=_FORBIDDEN.sub("\ufffd", one.text)) for one in given]
    if name == "brat":
        given = [one._replace(document="") for one in given]
    return sorted(given)


def by_document(overlap: Overlap, annotations: list[Annotation]) -> list[Annotation]:
    documents = sorted({one.document for one in annotations})
    return [kept for d in documents for kept in resolve(overlap, [one for one in annotations if one.document == d])]


def tagged(desk: Desk, annotations: list[Annotation]) -> list[Found]:
    """Places counted in visible characters over all documents, which is what a list of tags has."""
    given = []
    before = 0
    for entry in desk.library.documents.entries():
        text = desk.library.documents.text(entry.id)
        for one in annotations:
            if one.document == entry.id:
                start = before + len("".join(text[: one.span.start].split()))
                quote = "".join(one.quote.split())
                given.append(Found("", start, start + len(quote), "_".join(one.label.split()), quote))
        before += len("".join(text.split()))
    return sorted(given)


@pytest.mark.parametrize(("name", "reader"), CASES, ids=[f"{name}-{reader.module}" for name, reader in CASES])
def test_the_reader_gives_back_what_was_exported(
    desk: Desk, marked: list[Annotation], tmp_path: Path, name: str, reader: Reader
) -> None:
    if not reader.installed:
        pytest.skip(f"{reader.name} is not installed")
    path, outcome = written(desk, name, tmp_path)
    found = sorted(reader.read(path))
    wanted = expected(desk, name, marked)
    if name.endswith("-words"):  # tokens are words: the passages are the same, their places are not counted alike
        assert [(one.label, one.text) for one in found] == [(one.label, one.text) for one in wanted]
    else:
        assert found == wanted
    assert outcome.count == len(marked)


@pytest.mark.parametrize("offsets", [Offsets.CODE_POINTS, Offsets.GRAPHEMES])
def test_doccano_counts_as_asked(desk: Desk, marked: list[Annotation], tmp_path: Path, offsets: Offsets) -> None:
    from tests.exports.readers import _doccano

    path, outcome = written(desk, "doccano", tmp_path, Options(offsets))
    found = sorted(_doccano(path, offsets))
    wanted = expected(desk, "doccano", marked)
    if offsets is Offsets.GRAPHEMES:
        (inside,) = (one for one in wanted if one.text == "👩")
        wanted[wanted.index(inside)] = inside._replace(start=inside.start - 2, end=inside.end + 2, text="👨‍👩‍👧")
        assert any("inside a grapheme" in lost and "(1)" in lost for lost in outcome.lost)
    assert found == sorted(wanted)


def test_codebooks_hold_the_labels(desk: Desk, marked: list[Annotation], tmp_path: Path) -> None:
    names = [label.name for label in desk.library.labels.all()]
    path, _ = written(desk, "codebook", tmp_path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["tag"] for row in rows] == names
    assert rows[-1] == {"tag": SPACED, "description": "工具 — A label with a space."}
    pytest.importorskip("lxml")
    path, _ = written(desk, "refi-codebook", tmp_path)
    assert read_codes(path) == names


def test_every_format_that_holds_annotations_has_a_reader_here() -> None:
    for_people = {"html", "markdown", "codebook", "refi-codebook", "documents"}
    assert set(READERS) | for_people == set(FORMATS)


def test_documents_without_annotations_are_there_too(desk: Desk, marked: list[Annotation], tmp_path: Path) -> None:
    for name in ("doccano", "prodigy"):
        path, outcome = written(desk, name, tmp_path)
        assert len(path.read_text("utf-8").split("\n")) - 1 == len(TEXTS) == outcome.documents
    path, _ = written(desk, "brat", tmp_path)
    assert (path / "empty.ann").read_text("utf-8") == ""
    assert {file.relative_to(path).as_posix() for file in path.rglob("*.txt")} == {
        "a.txt", "empty.txt", "tail.txt", "子/b.txt", "子/odd_名_.txt",
    }  # fmt: skip
