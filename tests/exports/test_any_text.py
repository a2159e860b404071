"""Whatever stands in a text: what leaves in the formats that are text comes back as it was."""

from __future__ import annotations

import hashlib
from itertools import count
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.annotations.model import Status
from reader.documents.model import Document
from reader.exports import FORMATS, Offsets, export
from reader.exports.csv import write_table
from reader.exports.markdown import plain
from reader.exports.offsets import counter
from reader.exports.segments import Placed, segments
from reader.library.records import Selection
from reader.text.spans import Span
from tests.exports.hard import record
from tests.exports.readers import READERS, Found
from tests.strategies import mixed_text

if TYPE_CHECKING:
    from pathlib import Path

    from reader.desk import Desk

NAMES = ("csv", "tsv", "jsonl", "doccano", "brat", "refi-qda")


@st.composite
def text_and_spans(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(mixed_text).replace("\r", "\n") or "空"
    places = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(places, places).map(sorted), max_size=6))
    return text, [Span(start, end) for start, end in spans if start < end]


def test_what_leaves_comes_back(desk: Desk, tmp_path: Path) -> None:
    numbers = count()

    @settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
    @given(text_and_spans())
    def check(given_: tuple[str, list[Span]]) -> None:
        text, spans = given_
        name = f"{next(numbers)}.txt"
        digest = hashlib.sha256(f"{name}{text}".encode()).hexdigest()
        document = desk.library.documents.add(Document(name, text, digest=digest), desk.now()).entry.id
        kept = [span for span in dict.fromkeys(spans) if span.slice(text).strip()]
        for span in kept:
            record(desk, desk.new_annotation(document, span, "policy", status=Status.ACCEPTED))
        for form in NAMES:
            reader = READERS[form][0]
            if not reader.installed:
                continue
            path = tmp_path / f"{name}-{form}{FORMATS[form].suffix}"
            export(desk.library, FORMATS[form], path, Selection(documents=[name]))
            wanted = sorted(
                Found("" if form == "brat" else name, span.start, span.end, "policy", span.slice(text)) for span in kept
            )
            found = sorted(reader.read(path))
            if form == "brat":  # nothing of a line end belongs to what brat marks, at its beginning either
                assert sorted("".join(one.text.split()) for one in found) == sorted(
                    "".join(one.text.split()) for one in wanted
                )
            else:
                assert found == wanted

    check()


@given(mixed_text, st.data())
def test_utf_16_and_graphemes_name_the_same_passage(text: str, data: st.DataObject) -> None:
    import regex

    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    units = counter(text, Offsets.UTF16)(Span(start, end))
    encoded = text.encode("utf-16-le")
    assert encoded[units.start * 2 : units.end * 2].decode("utf-16-le") == text[start:end]
    if start < end:
        whole = counter(text, Offsets.GRAPHEMES)(Span(start, end))
        graphemes = regex.findall(r"\X", text)
        assert text[start:end] in "".join(graphemes[whole.start : whole.end])
        assert len("".join(graphemes[: whole.start])) <= start


@given(mixed_text, st.data())
def test_segments_are_the_text_and_lie_under_what_covers_them(text: str, data: st.DataObject) -> None:
    text = text or "空"
    places = st.integers(0, len(text))
    spans = sorted({tuple(sorted(pair)) for pair in data.draw(st.lists(st.tuples(places, places), max_size=6))})
    # What the annotation is does not matter to where it is cut.
    placed = [Placed(None, Span(a, b), lane, True, True) for lane, (a, b) in enumerate(spans) if a < b]  # type: ignore[arg-type]
    cut = segments(len(text), placed)
    assert "".join(segment.span.slice(text) for segment in cut) == text
    for segment in cut:
        assert {one.span for one in segment.over} == {one.span for one in placed if one.span.overlaps(segment.span)}


@given(mixed_text)
def test_markdown_shows_a_line_as_it_is(text: str) -> None:
    from html import unescape

    import pytest

    markdown_it = pytest.importorskip("markdown_it")
    line = "".join(character for character in " ".join(text.split()) if character.isprintable())
    html = markdown_it.MarkdownIt("commonmark").render(plain(line))
    assert unescape(html).removeprefix("<p>").removesuffix("\n").removesuffix("</p>") == line.strip()


@given(st.lists(st.tuples(mixed_text, mixed_text), max_size=5))
def test_no_cell_of_a_table_for_spreadsheets_begins_a_formula(rows: list[tuple[str, str]]) -> None:
    import csv
    import io

    stream = io.StringIO(newline="")
    write_table(("a", "b"), [rows], stream, excel=True)
    read = list(csv.reader(io.StringIO(stream.getvalue().removeprefix("\ufeff"), newline="")))[1:]
    for row, kept in zip(rows, read, strict=True):
        for cell, shown in zip(row, kept, strict=True):
            assert not shown.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
            assert shown in (cell, f"'{cell}")
