from __future__ import annotations

import gzip
import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.annotations.model import Status
from reader.annotations.offsets import Counting, Unit
from reader.desk import Desk
from reader.exports import FORMATS, export
from reader.incoming import Wishes
from reader.library import Library
from reader.text.spans import Span
from tests.incoming.conftest import TEXT, Taker, at

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def exported(desk: Desk, form: str) -> str:
    stream = io.StringIO(newline="")
    export(desk.library, FORMATS[form], stream)
    return stream.getvalue()


def record(words: str = "北京", **fields: Any) -> dict[str, Any]:
    start, end = at(words)
    return {"document": "a.txt", "start": start, "end": end, "label": "policy", "text": words, **fields}


def fill(desk: Desk, document: int) -> None:
    """All statuses, a note of every awkward character, attributes, a measured quantity, overlapping and nested spans."""
    first = desk.annotate(document, Span(5, 7), "policy").annotation
    desk.set_note(first, '=HYPERLINK("x"),\n第二行 “引” \x00\x1b[31m')
    desk.annotate(document, Span(*at("增长5.2%")), "statistic")
    desk.annotate(document, Span(0, 9), "program")
    suggestion = desk.annotate(document, Span(*at("。\n第二段")), "program").annotation
    desk.reject(suggestion)
    desk.annotate(document, Span(*at("=1+1")), "program")


@pytest.mark.parametrize("form", ["jsonl", "csv"])
@pytest.mark.parametrize("packed", [False, True])
def test_what_was_exported_comes_back_the_same_and_twice_changes_nothing(
    take: Taker, add: Callable[..., int], tmp_path: Path, form: str, packed: bool
) -> None:
    fill(take.desk, add(TEXT))
    content = exported(take.desk, form).encode()
    with Library(tmp_path / "other.db") as library:
        other = Taker(Desk(library, "wang"), tmp_path / "other")
        other.desk.library.documents.add(next(take.desk.library.documents.stream()), "2026-01-01T00:00:00.000+00:00")
        name = f"out.{form}" + (".gz" if packed else "")
        content = gzip.compress(content) if packed else content
        took = other(content, name)
        assert (took.failures, took.outcomes) == ([], {"added": 5})
        assert exported(other.desk, form) == exported(take.desk, form)
        assert other(content, name).outcomes == {"known": 5}
        assert exported(other.desk, form) == exported(take.desk, form)
        assert len(list(library.history.log())) == 1
        assert other.desk.undo() is not None
        assert other.annotations == []


@pytest.mark.parametrize("unit", ["utf-16", "bytes"])
def test_another_unit_is_found_by_the_words_and_told(take: Taker, add: Callable[..., int], unit: str) -> None:
    add(TEXT)
    lines = []
    for words in ("北京", "增长", "第二段"):
        start, end = at(words, unit)
        lines.append(record(words, start=start, end=end))
    took = take(lines)
    assert took.files[0].note == f"its offsets count {unit}."
    assert [quote for quote, *_ in take.marked] == ["北京", "增长", "第二段"]


def test_line_ends_counted_as_two_are_found(take: Taker, add: Callable[..., int]) -> None:
    add(TEXT)
    start, end = at("第二段")
    took = take([record(), record("第二段", start=start + 1, end=end + 1)])
    assert took.files[0].note == "its offsets count code-points,crlf."
    assert [quote for quote, *_ in take.marked] == ["北京", "第二段"]


def test_nothing_is_written_where_no_unit_fits_and_the_span_that_breaks_is_told(
    take: Taker, add: Callable[..., int]
) -> None:
    add(TEXT)
    took = take([record(), record("增长", text="下降")])
    assert took.files == []
    assert took.said.startswith(f"{take.folder / 'in.jsonl'}:2: a.txt: at 12-14, counted as code-points, stands “增长”")
    assert "the file says “下降”" in took.said
    assert "code-points fits 1 of 2" in took.said
    assert take.annotations == []


@pytest.mark.parametrize(
    ("shift", "named"),
    [((0, -1), "code-points,inclusive"), ((1, 1), "code-points,from-1"), ((1, 0), "code-points,inclusive,from-1")],
)
def test_offsets_counted_otherwise_are_named_but_only_taken_when_told(
    take: Taker, add: Callable[..., int], shift: tuple[int, int], named: str
) -> None:
    add(TEXT)
    lines = []
    for words in ("北京", "增长", "第二段"):
        start, end = at(words)
        lines.append(record(words, start=start + shift[0], end=end + shift[1]))
    took = take(lines)
    assert took.files == []
    assert f"say --offsets {named}" in took.said
    ways = named.split(",")
    counting = Counting(inclusive="inclusive" in ways, first=int("from-1" in ways))
    assert take(lines, wishes=Wishes(counting=counting)).outcomes == {"added": 3}
    assert [quote for quote, *_ in take.marked] == ["北京", "增长", "第二段"]


def test_a_forced_unit_that_does_not_fit_is_refused(take: Taker, add: Callable[..., int]) -> None:
    add(TEXT)
    took = take([record()], wishes=Wishes(counting=Counting(Unit.BYTES)))
    assert (took.files, take.annotations) == ([], [])
    assert "It was told to count bytes." in took.said


def test_a_document_is_found_by_the_end_of_its_path_but_not_where_two_have_it(
    take: Taker, add: Callable[..., int]
) -> None:
    add(TEXT, name="news/a.txt")
    assert take([record()]).outcomes == {"added": 1}
    add(TEXT + "续", name="old/a.txt")
    took = take([record("增长")])
    assert took.outcomes == {}
    assert "has no document a.txt; annotations left out: 1" in took.said
    assert take([record("增长", document="x/old/a.txt")]).outcomes == {"added": 1}


def test_a_bad_line_is_told_with_its_place_and_the_rest_is_taken(take: Taker, add: Callable[..., int]) -> None:
    add(TEXT)
    lines = [json.dumps(record()), "{", json.dumps(record("增长", status="maybe")), "", json.dumps(record("第二段"))]
    took = take("\n".join(lines))
    assert took.outcomes == {"added": 2}
    assert [str(failure).split(": ")[0].rpartition(":")[2] for failure in took.failures] == ["2", "3"]
    assert "'maybe'; there is suggested, accepted, rejected" in took.said


def test_documents_that_are_missing_are_told_once_with_how_many_annotations(
    take: Taker, add: Callable[..., int]
) -> None:
    add(TEXT)
    took = take([record(document="b.txt"), record(), record("增长", document="b.txt")])
    assert len(took.failures) == 1
    assert "no document b.txt; annotations left out: 2" in took.said
    assert take.marked == [("北京", "policy", "accepted")]


def test_unknown_labels_are_added_and_told(take: Taker, add: Callable[..., int]) -> None:
    add(TEXT)
    took = take([record(label="地点"), record("增长", label="地点")])
    assert took.files[0].new_labels == ["地点"]
    assert "地点" in [label.name for label in take.desk.library.labels.all()]


def test_origins_of_our_own_kind_stay_and_others_name_the_file(take: Taker, add: Callable[..., int]) -> None:
    add(TEXT)
    take([record(origin="rule:zh-gov/x"), record("增长", origin="someone"), record("第二段")])
    assert [one.origin for one in take.annotations] == ["rule:zh-gov/x", "import:in.jsonl", "import:in.jsonl"]


def test_a_status_that_is_named_counts_for_all(take: Taker, add: Callable[..., int]) -> None:
    add(TEXT)
    take([record(status="rejected"), record("增长")], wishes=Wishes(status=Status.SUGGESTED))
    assert {status for *_, status in take.marked} == {"suggested"}


@pytest.mark.parametrize("said", [None, "not a time", 5, "9999-99-99", "0001-01-01T00:00:00+23:59"])
def test_times_that_are_none_are_the_moment_of_the_import(take: Taker, add: Callable[..., int], said: object) -> None:
    add(TEXT)
    take([record(created_at=said)])
    assert take.annotations[0].created_at.startswith("2026-01-01T00:")


class TestBesideWhatIsThere:
    def test_what_a_person_decided_stays(self, take: Taker, add: Callable[..., int]) -> None:
        document = add(TEXT)
        take.desk.reject(take.desk.annotate(document, Span(5, 7), "policy").annotation)
        assert take([record()]).outcomes == {"known": 1}
        assert take([record(status="suggested", annotator="rules")]).outcomes == {"known": 1}
        assert take.marked == [("北京", "policy", "rejected")]

    def test_an_open_suggestion_takes_the_decision(self, take: Taker, add: Callable[..., int]) -> None:
        document = add(TEXT)
        made = take.desk.new_annotation(document, Span(5, 7), "policy", status=Status.SUGGESTED, origin="rule:a/b")
        take.desk.library.history.record("run", [_made(made)], annotator="rules", at=take.desk.now())
        assert take([record(annotator="mei", note="对")]).outcomes == {"decided": 1}
        (one,) = take.annotations
        assert (one.status, one.annotator, one.note, one.origin) == (Status.ACCEPTED, "mei", "对", "rule:a/b")
        assert take([record(annotator="mei", note="对")]).outcomes == {"known": 1}
        take.desk.undo()
        assert take.annotations == [made]

    def test_two_people_may_say_the_same_but_each_once(self, take: Taker, add: Callable[..., int]) -> None:
        add(TEXT)
        lines = [record(annotator="mei"), record(annotator="an"), record(annotator="mei"), record()]
        assert take(lines).outcomes == {"added": 2, "known": 2}
        assert sorted(one.annotator for one in take.annotations) == ["an", "mei"]

    def test_an_id_that_another_annotation_has_is_not_used_again(self, take: Taker, add: Callable[..., int]) -> None:
        add(TEXT)
        lines = [record(id="x"), record("增长", id="x"), record("第二段", id="x; drop")]
        assert take(lines).outcomes == {"added": 3}
        assert len({one.id for one in take.annotations}) == 3
        assert take(lines).outcomes == {"known": 3}

    def test_what_was_taken_back_during_the_import_is_not_gone_on_with(
        self, take: Taker, add: Callable[..., int]
    ) -> None:
        document = add(TEXT)
        history, now = take.desk.library.history, take.desk.now
        first = take.desk.new_annotation(document, Span(0, 1), "policy")
        second = take.desk.new_annotation(document, Span(1, 2), "policy")
        action = history.record("import", [_made(first)], annotator="lin", at=now())
        take.desk.undo()
        other = history.record("import", [_made(second)], annotator="lin", at=now(), continues=action)
        assert action is not None
        assert other is not None
        assert other.id != action.id
        take.desk.undo()
        assert take.annotations == []


def _made(annotation: Any) -> Any:
    from reader.annotations.changes import Change

    return Change(None, annotation)


awkward = st.text(
    st.one_of(
        st.sampled_from("=+-@'\"\t\n,;“”\x00\x1b{}\u202e😀𠮷"),
        st.characters(exclude_categories=["Cs"], exclude_characters="\r"),
    ),
    max_size=6,
)
spans = st.lists(
    st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 9), awkward, st.dictionaries(awkward, awkward, max_size=2)),
    max_size=5,
    unique_by=lambda item: (item[0], min(item[0] + item[1], len(TEXT))),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spans, st.sampled_from(["jsonl", "csv"]))
def test_any_annotations_come_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[int, int, str, dict[str, str]]], form: str
) -> None:
    from reader.documents.model import Document

    folder = tmp_path_factory.mktemp("libraries")
    with Library(folder / "a.db") as first, Library(folder / "b.db") as second:
        one, other = Desk(first, "lin"), Taker(Desk(second, "wang"), folder)
        for library in (first, second):
            library.documents.add(Document("a.txt", TEXT, digest="x"), one.now())
        for start, length, note, attributes in drawn:
            made = one.new_annotation(1, Span(start, min(start + length, len(TEXT))), "program")
            one.library.history.record(
                "annotate", [_made(replace(made, note=note, attributes=attributes))], annotator="lin", at=one.now()
            )
        other(exported(one, form), f"out.{form}")
        assert exported(other.desk, form) == exported(one, form)


@pytest.mark.parametrize(
    ("name", "content"), [("a.jsonl", ""), ("a.csv", "document,start,end,label\n"), ("a.json", "[]")]
)
def test_a_file_without_records_is_no_mistake(take: Taker, name: str, content: str) -> None:
    took = take(content, name)
    assert (took.failures, took.outcomes) == ([], {})
