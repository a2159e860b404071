"""What is written in a format of another tool comes back from it: the same words, and all that the format carries."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.annotations.changes import Change
from reader.annotations.model import Status
from reader.desk import Desk
from reader.documents.model import Document
from reader.exports import FORMATS, export
from reader.exports.options import Options
from reader.library import Library
from reader.text.spans import Span
from tests.incoming.conftest import TEXT, Taker, at

if TYPE_CHECKING:
    from pathlib import Path

    from reader.annotations.model import Annotation

# The name of a file or folder in each format, and what of an annotation the format does not carry.
PATHS: dict[str, tuple[str, set[str]]] = {
    "csv": ("out.csv", set()),
    "tsv": ("out.tsv", set()),
    "jsonl": ("out.jsonl", set()),
    "doccano": ("out.jsonl", {"id", "status", "origin", "annotator", "note", "attributes", "created_at", "updated_at"}),
    "label-studio": ("tasks", set()),
    "brat": ("brat", {"id", "origin", "annotator", "created_at", "updated_at"}),
    "prodigy": ("out.jsonl", set()),
    "w3c": ("out.jsonld", set()),
    "spacy": ("out.spacy", set()),
    "uima-json": ("cas", set()),
    "uima-xmi": ("cas", set()),
    "refi-qda": ("out.qdpx", {"id", "updated_at"}),
}
ATTRIBUTES = {
    "level": 3,
    "为": ["一"],
    "as_text": "3",
    "quoted": '"引"',
    "none": "",
    "edges": " 两 ",
    "no": None,
    "deep": {"a": [1.5, True]},
}
EXTRAS = {"spacy": "spacy", "uima-json": "cassis", "uima-xmi": "cassis"}
FIELDS = (
    "span",
    "label",
    "quote",
    "status",
    "origin",
    "annotator",
    "note",
    "attributes",
    "id",
    "created_at",
    "updated_at",
)


def kept(annotations: list[Annotation], lost: set[str]) -> list[dict[str, Any]]:
    """What of annotations is compared: times by the second, since not all formats tell more."""
    seen = [{name: getattr(one, name) for name in FIELDS if name not in lost} for one in annotations]
    for one in seen:
        for name in {"created_at", "updated_at"} & set(one):
            one[name] = one[name][:19]
    return sorted(seen, key=lambda one: (one["span"], one["label"], str(one.get("annotator"))))


def mark(desk: Desk, document: int, span: Span, label: str, **fields: Any) -> None:
    made = desk.new_annotation(document, span, label)
    desk.library.history.record(
        "annotate", [Change(None, replace(made, **fields))], annotator=desk.annotator, at=desk.now()
    )


def library(path: Path) -> Desk:
    return Desk(Library(path), "lin")


def add(desk: Desk, text: str, name: str) -> int:
    return desk.library.documents.add(Document(name, text, digest=name, source=name), desk.now()).entry.id


def there_and_back(form: str, first: Desk, folder: Path) -> Taker:
    """A new library that has taken what was exported from another."""
    name, _ = PATHS[form]
    export(first.library, FORMATS[form], folder / name, options=Options())
    other = Taker(library(folder / "other.db"), folder / "in")
    if form in {"csv", "tsv", "jsonl", "w3c"}:  # these carry no texts
        for document in first.library.documents.stream():
            other.desk.library.documents.add(document, first.now())
    took = other.path(folder / name)
    assert took.failures == []
    again = other.path(folder / name)
    assert set(again.outcomes) <= {"known"}
    return other


@pytest.mark.parametrize("form", PATHS)
def test_all_that_a_format_carries_comes_back(form: str, tmp_path: Path) -> None:
    if form in EXTRAS:
        pytest.importorskip(EXTRAS[form])
    first = library(tmp_path / "first.db")
    document = add(first, TEXT, "news/a.txt")
    add(first, "没有标记", "b.txt")
    mark(first, document, Span(5, 7), "policy", note="看“这里”：\n单位=公里")
    mark(first, document, Span(0, 9), "program", attributes=ATTRIBUTES, annotator="梅")
    mark(first, document, Span(*at("增长5.2%")), "statistic", status=Status.SUGGESTED, origin="rule:zh-gov/rate")
    mark(first, document, Span(*at("。\n第二段")), "program", origin="import:x.ann")
    mark(first, document, Span(*at("=1+1")), "policy")
    other = there_and_back(form, first, tmp_path)
    lost = PATHS[form][1]
    source = Taker(first, tmp_path)
    expected = kept(source.annotations, lost)
    for one in expected if form in {"brat", "refi-qda"} else []:
        if "level" in one["attributes"]:
            one["attributes"] = {**one["attributes"], "level": "3"}
        if form == "brat":
            one["note"] = one["note"].replace("\n", " ")
    assert kept(other.annotations, lost) == expected
    assert {one.quote for one in other.annotations} == {one.quote for one in source.annotations}
    for desk in (first, other.desk):
        desk.library.close()


texts = st.text(st.sampled_from("甲乙𠮷😀e\u0301\n，“= \t👍🏽"), min_size=1, max_size=30).filter(str.strip)


@pytest.mark.parametrize("form", [form for form in PATHS if form not in EXTRAS])
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_passages_come_back(tmp_path_factory: pytest.TempPathFactory, form: str, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("libraries")
    text = data.draw(texts)
    places = st.integers(0, len(text))
    drawn = data.draw(st.lists(st.tuples(places, places).map(sorted), max_size=4, unique_by=tuple))
    first = library(folder / "first.db")
    document = add(first, text, "a.txt")
    for start, end in drawn:
        if text[start:end].strip():
            mark(first, document, Span(start, end), "policy")
    other = there_and_back(form, first, folder)
    if form == "brat":  # it cannot mark a line end, so that one at the edge of a passage is not in it
        edges = {
            (text[: one.span.end].rstrip("\n\t"), one.quote.strip("\n\t")) for one in Taker(first, folder).annotations
        }
        assert {(text[: one.span.end], one.quote) for one in other.annotations} == edges
    else:
        assert [one.span for one in other.annotations] == [one.span for one in Taker(first, folder).annotations]
    for desk in (first, other.desk):
        desk.library.close()
