"""Each of the texts by itself: shown as said, and kept and given back to the character."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from typing import TYPE_CHECKING, cast

import pytest

from reader.desk import Desk
from reader.documents.reading import find_files, read_files
from reader.errors import InputError
from reader.exports import FORMATS, export
from reader.library import Library
from reader.text.display import safe_line, safe_text, visible
from reader.text.spans import Span
from tests.hostile.texts import TEXTS, Hostile

if TYPE_CHECKING:
    from collections.abc import Iterator


def name_of(one: Hostile) -> str:
    return ascii(one.name)


def test_there_are_enough_of_them() -> None:
    assert len({one.text for one in TEXTS}) == len(TEXTS) == len({one.name for one in TEXTS})
    assert len(TEXTS) >= 250


@pytest.mark.parametrize("one", TEXTS, ids=name_of)
def test_it_is_shown_harmlessly(one: Hostile) -> None:
    assert visible(one.text).view == one.shown
    assert safe_line(one.text) == one.shown
    assert safe_text(one.text) == one.shown
    assert not {"Cc", "Cs", "Zl", "Zp"} & {unicodedata.category(character) for character in one.shown}


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A library into which they all came by JSON Lines, each marked whole, with a note of the same words."""
    folder = tmp_path_factory.mktemp("hostile")
    lines = [json.dumps({"text": one.text, "title": one.text, "id": str(n)}) for n, one in enumerate(TEXTS)]
    (folder / "all.jsonl").write_text("\n".join(lines), "utf-8")
    with Library(folder / "library.db") as library:
        desk = Desk(library, "lin")
        with library.transaction():
            for document in read_files(find_files([folder / "all.jsonl"])):
                assert not isinstance(document, InputError), document
                entry = library.documents.add(document, desk.now()).entry
                made = desk.annotate(entry.id, Span(0, len(document.text)), "policy").annotation
                desk.set_note(made, document.text)
        yield desk


@pytest.fixture(scope="module")
def stored(taken: Desk) -> list[str]:
    return [taken.library.documents.text(entry.id) for entry in taken.library.documents.entries()]


@pytest.fixture(scope="module")
def exported(taken: Desk) -> dict[str, list[dict[str, str]]]:
    told = {}
    for name in ("csv", "jsonl"):
        stream = io.StringIO(newline="")
        export(taken.library, FORMATS[name], stream)
        content = stream.getvalue()
        told[name] = (
            list(csv.DictReader(io.StringIO(content, newline="")))
            if name == "csv"
            else [cast("dict[str, str]", json.loads(line)) for line in content.split("\n") if line]
        )
    return told


@pytest.mark.parametrize("number", range(len(TEXTS)), ids=lambda number: name_of(TEXTS[number]))
def test_it_is_stored_and_exported_to_the_character(
    stored: list[str], exported: dict[str, list[dict[str, str]]], number: int
) -> None:
    text = TEXTS[number].text
    assert text in stored
    for rows in exported.values():
        (row,) = [row for row in rows if row["text"] == text]
        assert row["note"] == text


def test_the_library_is_sound(taken: Desk) -> None:
    assert list(taken.library.upkeep.problems()) == []
