"""Taggers that are Python functions: named by their module, or by the package that brings them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.documents.model import Document
from reader.errors import InputError, UsageError
from reader.tagging.taggers import FunctionTagger, TaggerName, installed_taggers

if TYPE_CHECKING:
    from pathlib import Path

CODE = """
CONSTANT = 3

def first(document):
    yield 0, 1, "program"

def outside(document):
    return [(0, 99, "program")]

def broken(document):
    raise KeyError("x")

def pair(document):
    return [(0, 1)]

def words(document):
    return ["甲乙丙"]

def fractions(document):
    return [(0.0, 1.0, "program")]

def unnamed(document):
    return [(0, 1, None)]

class Number:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value

def numbers(document):
    return [(Number(0), Number(1), "program")]
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An installed package that brings the tagger `firsts`; gives its module's name."""
    (tmp_path / "brought_taggers.py").write_text(CODE, encoding="utf-8")
    info = tmp_path / "brought_taggers-2.1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: brought-taggers\nVersion: 2.1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[pizhu.taggers]\nfirsts = brought_taggers:first\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    return "brought_taggers"


def test_an_installed_package_brings_a_tagger_by_name(package: str) -> None:
    assert installed_taggers() == ["firsts"]
    tagger = TaggerName("firsts", is_function=True).load()
    assert (tagger.name, tagger.version) == ("firsts", "2.1")
    (match,) = tagger.tag(Document("a.txt", "甲乙")).matches
    assert (match.span.slice("甲乙"), match.label, match.rule) == ("甲", "program", "first")


def test_a_function_is_named_by_its_module(package: str) -> None:
    tagger = FunctionTagger(f"{package}:first")
    assert (tagger.name, tagger.version) == (package, "")
    assert tagger.digest == FunctionTagger("firsts").digest


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("firts", "Did you mean firsts"),
        ("brought_taggers:", "not a function"),
        (":first", "not a function"),
        ("brought_taggers:missing", "importable"),
        ("missing_module:first", "importable"),
        ("brought_taggers:CONSTANT", "not a function"),
        ("..x:first", "importable"),
    ],
)
def test_what_is_no_tagger_is_refused_with_a_hint(package: str, name: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        FunctionTagger(name)
    assert said in str(caught.value)


@pytest.mark.parametrize("code", ["def first(:", "raise RuntimeError('no')", "1 / 0"])
def test_a_module_that_cannot_be_imported_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    (tmp_path / "broken_taggers.py").write_text(code, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(UsageError, match="Error"):
        FunctionTagger("broken_taggers:first")


def test_whole_numbers_of_any_library_are_places(package: str) -> None:
    (match,) = FunctionTagger(f"{package}:numbers").tag(Document("a.txt", "甲乙")).matches
    assert type(match.span.start) is int


@pytest.mark.parametrize(
    ("function", "said"),
    [
        ("outside", "no span of the text"),
        ("broken", "KeyError"),
        ("pair", "no \\(start, end, label\\)"),
        ("words", "no \\(start, end, label\\)"),
        ("fractions", "no \\(start, end, label\\)"),
        ("unnamed", "the label None"),
    ],
)
def test_a_tagger_that_fails_spoils_its_document_only(package: str, function: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        FunctionTagger(f"{package}:{function}").tag(Document("a.txt", "甲乙"))
