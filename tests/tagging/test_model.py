"""Learning from decisions: which paragraphs teach, what a model finds, how its file is kept, and who comes first."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from reader.annotations.changes import Change
from reader.annotations.model import Status
from reader.documents.model import Document
from reader.errors import UsageError
from reader.library.reading import LastPlace
from reader.tagging.batch import tag_each, tag_library
from reader.tagging.evaluation import GoldSpan
from reader.tagging.features import features_of
from reader.tagging.leaving_out import leave_one_out
from reader.tagging.lessons import gold_lessons, library_lessons
from reader.tagging.model import FORMAT, Lesson, Model, ModelRunner, read_model, train
from reader.tagging.taggers import ModelTagger, TaggerName, tag_with
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.desk import Desk

pytest.importorskip("pycrfsuite")

PLACES = ("东村", "西村", "南村", "北村", "上屯", "下屯")


def lesson(text: str) -> Lesson:
    """A lesson from a text in which 【…】 stands around statistics."""
    pieces = text.replace("】", "【").split("【")
    spans = []
    at = 0
    for number, piece in enumerate(pieces):
        if number % 2:
            spans.append((Span(at, at + len(piece)), "statistic"))
        at += len(piece)
    return Lesson("".join(pieces), tuple(spans))


LESSONS = [lesson(f"{place}新修公路【{n}公里】，帮助【{n * 7}户】村民。") for n, place in enumerate(PLACES, 12)] + [
    lesson(f"第{n}条 {place}的道路由村里管。") for n, place in enumerate(PLACES, 12)
]


@pytest.fixture(scope="module")
def model() -> Model:
    return train(LESSONS, "mine")


def found(model: Model, text: str) -> list[str]:
    return [learned.span.slice(text) for learned in ModelRunner(model).find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中村新修公路35公里，帮助88户村民。", ["35公里", "88户"]),
        ("中村新修公路３５公里，幫助88戶村民。", ["３５公里", "88戶"]),
        ("第35条 中村的道路由村里管。", []),
        ("", []),
    ],
)
def test_a_model_finds_what_is_like_its_lessons_in_either_script(model: Model, text: str, expected: list[str]) -> None:
    assert found(model, text) == expected


def test_scores_are_probabilities(model: Model) -> None:
    scores = [learned.score for learned in ModelRunner(model).find("中村新修公路35公里，帮助88户村民。")]
    assert len(scores) == 2
    assert all(0.5 < score <= 1 for score in scores)


def test_the_same_lessons_in_any_order_give_the_same_file(model: Model) -> None:
    assert train(LESSONS[::-1] + LESSONS[:2], "mine").to_bytes() == model.to_bytes()
    other = train(LESSONS[:-1], "mine")
    assert other.data != model.data


def test_nothing_is_learned_from_nothing() -> None:
    with pytest.raises(UsageError, match="nothing to learn from"):
        train([Lesson("无", ())], "mine")


def test_a_model_comes_back_from_its_file(model: Model, tmp_path: Path) -> None:
    path = tmp_path / "mine.pizhu"
    path.write_bytes(model.to_bytes())
    assert read_model(path) == model
    assert (model.paragraphs, dict(model.annotations)) == (12, {"statistic": 12})


def test_what_is_no_model_of_this_version_is_refused(model: Model, tmp_path: Path) -> None:
    path = tmp_path / "mine.pizhu"
    whole = model.to_bytes()
    head, about, blob = whole.split(b"\n", 2)
    fields = json.loads(about)
    cases = [
        (b"", "no model"),
        (b"\x80\x04pickle", "no model"),
        (whole.replace(FORMAT, b"pizhu model 2\n"), "another version"),
        (b"\n".join([head, json.dumps({**fields, "features": 0}).encode(), blob]), "another version"),
        (whole[:-1], "damaged"),
        (whole[:-9] + b"!" + whole[-8:], "damaged"),
        (FORMAT, "damaged"),
        (
            FORMAT
            + json.dumps({**fields, "digest": hashlib.sha256(b"x").hexdigest(), "fields": {"a": 1}}).encode()
            + b"\nx",
            "damaged",
        ),
        (FORMAT + b"[]\n", "damaged"),
        (FORMAT + b"{}\n", "damaged"),
        (b"\n".join([head, json.dumps({**fields, "fields": {"a": "b"}}).encode(), blob]), "damaged"),
    ]
    for content, said in cases:
        path.write_bytes(content)
        with pytest.raises(UsageError, match=said):
            read_model(path)
    with pytest.raises(UsageError, match="No such file"):
        read_model(tmp_path / "none")


def test_every_character_has_features_and_words_count() -> None:
    features = features_of("修公路", ["修", "公路"])
    assert len(features) == 3
    assert {"p=B", "w=公路", "w-=修"} <= set(features[1])
    assert features_of("", []) == []


TEXT = "东村新修公路12公里。\n西村帮助84户。\n南村有3口井。\n北村有5座桥。\n上屯有7棵树。"


def place(quote: str) -> Span:
    return Span(TEXT.index(quote), TEXT.index(quote) + len(quote))


@pytest.fixture
def decided(desk: Desk, add: Callable[..., int]) -> int:
    """A document with something accepted, something rejected, and something open beside what is accepted."""
    document = add(TEXT)
    desk.annotate(document, place("12公里"), "statistic")
    changes = [
        Change(None, desk.new_annotation(document, place(quote), "statistic", status=status, origin="rule:a/b"))
        for quote, status in (("84户", Status.REJECTED), ("5座", Status.SUGGESTED), ("北村", Status.ACCEPTED))
    ]
    desk.library.history.record("run", changes, annotator="lin", at=desk.now())
    return document


def taught(desk: Desk) -> list[tuple[str, list[str]]]:
    return [(one.text, [span.slice(one.text) for span, _ in one.spans]) for one in library_lessons(desk.library)]


@pytest.mark.usefixtures("decided")
def test_paragraphs_teach_that_people_decided_in_with_nothing_open_left(desk: Desk) -> None:
    assert taught(desk) == [("东村新修公路12公里。", ["12公里"]), ("西村帮助84户。", [])]


def test_paragraphs_teach_that_they_read(desk: Desk, decided: int) -> None:
    desk.leave(decided, LastPlace(0, "original", ((3, 4),)))
    assert [text for text, _ in taught(desk)] == ["东村新修公路12公里。", "西村帮助84户。", "南村有3口井。"]


def test_what_a_run_accepted_teaches_only_where_a_person_has_read(desk: Desk, decided: int) -> None:
    made = desk.new_annotation(decided, place("7棵"), "statistic", status=Status.ACCEPTED, origin="rule:a/b")
    desk.library.history.record("run", [Change(None, made)], annotator="lin", at=desk.now())
    assert [text for text, _ in taught(desk)] == ["东村新修公路12公里。", "西村帮助84户。"]
    desk.leave(decided, LastPlace(0, "original", ((5, 5),)))
    assert taught(desk)[-1] == ("上屯有7棵树。", ["7棵"])


def test_documents_that_were_only_read_teach_nothing(desk: Desk, add: Callable[..., int]) -> None:
    desk.leave(add(TEXT), LastPlace(0, "original", ((1, 5),)))
    assert taught(desk) == []


def test_a_gold_file_teaches_all_paragraphs_and_what_is_agreed() -> None:
    gold = [
        GoldSpan("a", Span(6, 10), "statistic"),
        GoldSpan("a", Span(16, 19), "statistic", agreed=False),
        GoldSpan("b", Span(0, 1), "program"),
    ]
    lessons = list(gold_lessons(gold, {"a": TEXT}))
    assert len(lessons) == 5
    assert [one.spans for one in lessons[:2]] == [((Span(6, 10), "statistic"),), ()]


def test_a_run_of_a_model_is_as_a_run_of_a_pack(
    desk: Desk, add: Callable[..., int], model: Model, tmp_path: Path
) -> None:
    path = tmp_path / "mine.pizhu"
    path.write_bytes(model.to_bytes())
    tagger = TaggerName(str(path), is_model=True)
    text = "中村新修公路35公里，帮助88户村民。\n后村新修公路36公里，帮助89户村民。"
    document = add(text)
    places = {
        quote: Span(text.index(quote), text.index(quote) + len(quote)) for quote in ("35公里", "公路36公里", "89户")
    }
    desk.annotate(document, places["公路36公里"], "statistic")
    rejected = desk.annotate(document, places["89户"], "statistic").annotation
    desk.reject(rejected)
    (done,) = tag_library(desk, tagger)
    suggested = [a for a in desk.library.annotations.of_document(document) if a.status is Status.SUGGESTED]
    assert [a.quote for a in suggested] == ["35公里", "88户"]
    assert {a.origin for a in suggested} == {"rule:mine/statistic"}
    assert all(0 < a.attributes["score"] <= 1 and a.attributes["value"] for a in suggested)
    (again,) = tag_library(desk, tagger)
    assert (done.counts.added, again.counts.added, again.counts.changed, again.counts.withdrawn) == (2, 0, 0, 0)


def test_a_model_leaves_alone_what_rules_have_found(model: Model, tmp_path: Path) -> None:
    pack = tmp_path / "roads.toml"
    pack.write_text(
        'name="roads"\nversion="1"\n[[rule]]\nid="a"\nlabel="statistic"\npattern="公路\\\\d+公里"\n'
        '[[rule]]\nid="b"\nlabel="program"\npattern="\\\\d+户"\n',
        "utf-8",
    )
    path = tmp_path / "mine.pizhu"
    path.write_bytes(model.to_bytes())
    names = [TaggerName(str(pack)), TaggerName(str(path), is_model=True)]
    document = Document("a.txt", "中村新修公路35公里，帮助88户村民。")
    rules, learned = tag_with([name.load() for name in names], document)
    assert [match.span.slice(document.text) for match in rules.matches] == ["公路35公里", "88户"]
    assert [match.span.slice(document.text) for match in learned.matches] == ["88户"]
    documents = [document] * 3
    assert list(tag_each(documents, names, jobs=2)) == list(tag_each(documents, names))


def test_documents_left_out_are_measured_by_models_that_have_not_seen_them(model: Model) -> None:
    documents = {}
    gold = []
    for name, some in (("a", LESSONS[::2]), ("b", LESSONS[1::2])):
        text = ""
        for one in some:
            gold += [GoldSpan(name, span.shift(len(text)), label) for span, label in one.spans]
            text += one.text + "\n"
        documents[name] = Document(name, text)
    told: list[str] = []
    left = leave_one_out(gold, documents, [ModelTagger(model)], told.append)
    expected = [(span.doc, span.span) for span in gold]
    assert [(prediction.doc, prediction.span) for prediction in left.rules] == expected
    assert {prediction.doc for prediction in left.model} == {"a", "b"}
    assert len(left.together) == len(left.rules)  # the model adds nothing where the rules have all
    assert told == ["a", "b"]
    with pytest.raises(UsageError, match="two or more"):
        leave_one_out(gold, {"a": documents["a"]}, [])
