"""What strangers may write: never a traceback, nothing half done, the good part of a file is taken."""

from __future__ import annotations

import gzip
import json
import os
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.annotations.sources import FORMATS
from reader.incoming import Wishes
from tests.incoming.conftest import TEXT, Taker, at

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

START, END = at("北京")
GOOD = {"document": "a.txt", "start": START, "end": END, "label": "policy", "text": "北京"}

WRONG_OFFSETS = [
    -1, True, False, 0.5, 1e400, float("nan"), float("-inf"), 10**40, 2**53, 2**63, "5", "-1", "٥", "5.0", "1e3", "", " ",
    None, [], {}, [5], "0x5", "5" * 5000, "\x1b]52;c;x\x07",
]  # fmt: skip

WRONG_FIELDS: list[dict[str, Any]] = [
    {"label": ""}, {"label": None}, {"label": 5}, {"label": []}, {"label": "甲\n乙"}, {"label": "\x1b[31m"},
    {"label": "长" * 500}, {"label": "\ud842"}, {"label": " \u3000 "}, {"text": 5}, {"text": ["北京"]},
    {"text": "\udfb7"}, {"note": 5}, {"note": "\ud800"}, {"note": {}}, {"annotator": []}, {"annotator": "\ud800"},
    {"annotator": "a\x00b"}, {"annotator": True}, {"status": 5}, {"status": "done"}, {"status": []}, {"status": {}},
    {"attributes": []}, {"attributes": "no"}, {"attributes": "[]"}, {"attributes": {"a": float("nan")}},
    {"attributes": {"a": "\ud800"}}, {"attributes": {"a": float("inf")}}, {"attributes": '{"a": NaN}'},
    {"attributes": '{"a": 1e999}'}, {"attributes": '{"a": ' + "[" * 5000 + "]" * 5000 + "}"},
    {"attributes": {"a": json.loads("[" * 90 + "]" * 90)}}, {"title": 5}, {"end": START - 1},
]  # fmt: skip

HARMLESS_FIELDS: list[dict[str, Any]] = [
    {"id": 5}, {"id": "x" * 500}, {"id": "'; drop table annotations; --"}, {"id": None}, {"id": "\ud800"},
    {"origin": "human or not"}, {"origin": 5}, {"origin": "rule:"}, {"origin": "\ud800"}, {"created_at": "\ud800"},
    {"created_at": 10**30}, {"updated_at": "2024-13-01"}, {"value": float("nan"), "attributes": {}}, {"prefix": 5},
    {"note": "\x1b]52;c;x\x07\u202e<script>[bold]"}, {"attributes": None}, {"attributes": ""}, {"paragraph": "x"},
    {"start": float(START)}, {"extra": {"deep": [[[[]]]]}}, {"attributes": {"": {"": 2**200}}},
]  # fmt: skip


def dumped(record: object) -> str:
    return json.dumps(record)


@pytest.mark.parametrize("wrong", WRONG_OFFSETS, ids=lambda value: ascii(value)[:20])
@pytest.mark.parametrize("field", ["start", "end"])
def test_offsets_that_are_none_are_told_and_the_rest_is_taken(
    take: Taker, add: Callable[..., int], field: str, wrong: object
) -> None:
    add(TEXT)
    took = take(f"{dumped({**GOOD, field: wrong})}\n{dumped(GOOD)}\n")
    assert take.marked == [("北京", "policy", "accepted")] or not took.files
    assert took.failures or (field, wrong) == ("start", "5")
    assert all(str(take.folder) in str(failure) for failure in took.failures)
    assert "\x1b" not in took.said


@pytest.mark.parametrize("wrong", WRONG_FIELDS, ids=lambda value: ascii(value)[:30])
def test_a_field_that_cannot_be_kept_is_told_and_the_rest_is_taken(
    take: Taker, add: Callable[..., int], wrong: dict[str, Any]
) -> None:
    add(TEXT)
    took = take(f"{dumped({**GOOD, **wrong})}\n{dumped(GOOD)}\n")
    assert len(took.failures) == 1
    assert "in.jsonl:1: " in took.said
    assert take.marked == [("北京", "policy", "accepted")]


@pytest.mark.parametrize("fields", HARMLESS_FIELDS, ids=lambda value: ascii(value)[:30])
def test_a_field_that_says_nothing_of_use_does_no_harm(
    take: Taker, add: Callable[..., int], fields: dict[str, Any]
) -> None:
    add(TEXT)
    took = take(f"{dumped({**GOOD, **fields})}\n")
    assert took.failures == []
    assert take.marked == [("北京", "policy", "accepted")]
    assert list(take.desk.library.upkeep.problems()) == []


HOSTILE_FILES: list[tuple[str, bytes]] = [
    ("empty.jsonl", b""), ("empty.json", b""), ("space.jsonl", b" \n\n\t\n"), ("null.json", b"null"), ("n.json", b"5"),
    ("s.json", b'"text"'), ("list.json", b"[]"), ("lists.json", b"[[[]]]"), ("object.json", b"{}"),
    ("cut.json", b'[{"id": 1, "data": {"text": "a"}, "annotations": ['), ("bom.jsonl", b"\xef\xbb\xbf"),
    ("binary.jsonl", bytes(range(256)) * 8), ("utf16.jsonl", dumped(GOOD).encode("utf-16")), ("nul.jsonl", b"\x00" * 99),
    ("deep.json", b"[" * 100_000), ("deep2.jsonl", b'{"a":' * 100_000), ("number.jsonl", b"9" * 100_000),
    ("deep.jsonl", b'{"text": "a", "spans": ' + b"[" * 900 + b"]" * 900 + b"}"), ("bad.jsonl.gz", b"\x1f\x8b\x08no"),
    ("cut.jsonl.gz", gzip.compress(dumped(GOOD).encode() * 999)[:-20]), ("no.csv", b""), ("head.csv", b"document,start,end,label\n"),
    ("short.csv", b"document,start,end,label\na.txt,1\n"), ("nul.csv", b"document,start,end,label\na.txt,\x00,2,x\n"),
    ("gbk.csv", "document,start,end,label\n北京,1,2,政策\n".encode("gb18030")), ("quote.csv", b'document,start,end,label\n"a.txt,1,2,x\n'),
    ("a.ann", b"\xff\xfe"), ("b.ann", b"T1\tx 99999999999999999999 5\ty\n"), ("c.ann", b"\t\t\t\n#\n*\nA\n"),
    ("x.spacy", b""), ("y.spacy", b"\x78\x9c"), ("unknown.xyz", b"hello"), ("plain.txt", b"hello"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content"), HOSTILE_FILES, ids=[name for name, _ in HOSTILE_FILES])
def test_a_file_that_is_no_annotations_is_told_and_leaves_nothing(
    take: Taker, add: Callable[..., int], name: str, content: bytes
) -> None:
    add(TEXT)
    for form in (None, *FORMATS):
        took = take(content, name, Wishes(form=form))
        assert took.failures or not took.outcomes
        assert take.annotations == []
        assert "\x1b" not in took.said


BAD_RECORDS: list[Any] = [
    {"text": "甲乙", "spans": [5, None, "x", [], [0], [0, 1], {"start": 0}, {"start": 0, "end": 1, "label": {}}], "answer": 5},
    {"text": "甲乙", "spans": {"sc": 5}, "tokens": 5},
    {"text": "甲乙", "spans": [{"start": 0, "end": 1, "label": "x", "token_start": True, "token_end": 10**9}], "tokens": [5]},
    {"text": "甲乙", "spans": [], "relations": 5},
    {"text": 5, "spans": []}, {"text": "甲\ud800", "spans": []}, {"spans": []}, {"text": "", "spans": []},
    {"text": "甲乙", "label": [[0, 1, "x"], [0, 1], [0, 1, 2, 3], [0, None, "x"], {"start_offset": 0}]},
    {"text": "甲乙", "label": [[0, 1, "x"]], "relations": {}, "username": []},
    {"text": "甲乙", "label": [[0, 0, "x"], [1, 0, "x"]], "meta": 5},
    {"data": {"text": "甲乙"}, "annotations": 5}, {"data": {"text": "甲乙"}, "annotations": [5, None, []]},
    {"data": {"text": "甲乙"}, "annotations": [{"result": 5}, {"result": [5]}, {"result": [{"type": "labels"}]}]},
    {"data": {"text": "甲乙"}, "annotations": [{"result": [{"type": "labels", "id": [], "value": {"labels": 5}}]}]},
    {"data": {"text": "甲乙"}, "annotations": [{"completed_by": {"id": {}}, "result": []}], "predictions": {}},
    {"data": {"text": "甲乙"}, "annotations": [{"completed_by": [], "result": []}]},
    {"data": {"n": 5}, "annotations": [{"result": [{"type": "labels", "value": {"start": 0, "end": 1, "labels": ["x"]}}]}]},
    {"data": {"text": "甲乙"}, "annotations": [{"result": [
        {"type": "labels", "id": "a", "value": {"start": 0, "end": 1, "labels": ["x", 5]}, "meta": {"text": [5]}},
        {"type": "textarea", "id": "a", "value": {"text": {}}}, {"type": "choices", "id": "a", "value": 5}]}]},
    {"annotation_id": 1, "text": "甲乙", "label": [{"start": {}, "labels": ["x"]}, {"start": 0, "end": 1, "labels": None}]},
    {"type": "Annotation"}, {"type": "Annotation", "target": 5}, {"type": "Annotation", "target": {"source": 5}},
    {"type": "Annotation", "target": {"source": "http://[", "selector": [5]}},
    {"type": "Annotation", "target": {"source": "a.txt", "selector": {"type": "TextQuoteSelector", "exact": ""}}},
    {"type": "Annotation", "body": {"value": []}, "target": {"source": "a.txt", "selector": {"type": "TextPositionSelector"}}},
    {"type": "AnnotationPage", "items": [5, None, {"items": [{"items": []}]}]},
    {"type": "Annotation", "target": {"source": "a.txt", "selector": {
        "type": "TextPositionSelector", "start": 0, "end": 1, "refinedBy": {"refinedBy": {"refinedBy": 5}}}}},
]  # fmt: skip


@pytest.mark.parametrize("record", BAD_RECORDS, ids=lambda record: ascii(record)[:40])
def test_a_record_of_junk_never_ends_in_more_than_a_message(take: Taker, add: Callable[..., int], record: Any) -> None:
    add(TEXT)
    for form, name in product((None, *FORMATS), ("in.jsonl", "in.json")):
        took = take(dumped([record]) if name == "in.json" else dumped(record), name, Wishes(form=form))
        assert {one.quote for one in take.annotations} <= {"甲", "𠮷"}
        assert all(failure.message for failure in took.failures)


junk = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-3, 2**70), st.floats(), st.text(max_size=3),
        st.sampled_from(["北京", "policy", "a.txt", "labels", "Annotation", TEXT]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(["text", "start", "end", "label", "labels", "spans", "entities", "data", "annotations", "result",
                             "value", "type", "id", "target", "selector", "source", "body", "document", "meta", "items"]),
            inner, max_size=6,
        ),
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(junk, max_size=3), st.sampled_from(["in.jsonl", "in.json"]), st.sampled_from([None, *FORMATS]))
def test_any_json_is_taken_or_told(take: Taker, lines: list[Any], name: str, form: Any) -> None:
    content = dumped(lines) if name == "in.json" else "\n".join(map(dumped, lines))
    took = take(content, name, Wishes(form=None if form is None or form.name in {"brat", "spacy"} else form))
    assert all(failure.message for failure in took.failures)


def test_what_is_no_regular_file_is_refused_at_once(take: Taker, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jsonl")
    assert "not a regular file" in take.path(tmp_path / "pipe.jsonl").said
    assert "not a regular file" in take.path(tmp_path).said
    assert "no such file" in take.path(tmp_path / "none.jsonl").said.lower()


def test_a_loop_of_folders_ends(take: Taker, tmp_path: Path) -> None:
    (tmp_path / "loop").mkdir()
    (tmp_path / "loop" / "again").symlink_to(tmp_path / "loop")
    assert "no annotations in this folder" in take.path(tmp_path / "loop").said


def test_many_annotations_with_one_id_are_all_kept(take: Taker, add: Callable[..., int]) -> None:
    add(TEXT)
    lines = [{**GOOD, "id": "same", "start": n, "end": n + 1, "text": TEXT[n]} for n in range(9)]
    assert take(lines).outcomes == {"added": 9}
    assert take(lines).outcomes == {"known": 9}
