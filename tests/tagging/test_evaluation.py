from __future__ import annotations

import pytest

from reader.errors import InputError
from reader.tagging.evaluation import GoldSpan, Prediction, Score, evaluate, read_gold
from reader.text.spans import Span

TEXT = "实施先锋工程和暖房工程,投资三万元。"
DOC = "a.txt"


def gold(start: int, end: int, label: str = "program", agreed: bool = True, doc: str = DOC) -> GoldSpan:
    return GoldSpan(doc, Span(start, end), label, TEXT[start:end], agreed)


def predicted(start: int, end: int, label: str = "program", doc: str = DOC) -> Prediction:
    return Prediction(doc, Span(start, end), label)


def test_a_report_computed_by_hand() -> None:
    report = evaluate(
        [gold(2, 6), gold(7, 11), gold(14, 17, "statistic")],
        [predicted(2, 6), predicted(6, 11), predicted(0, 2), predicted(14, 17, "statistic")],
        {DOC: TEXT},
    )
    program = report.labels["program"]
    assert program.exact == Score(found=1, missed=1, right=1, false=2)
    assert program.exact.precision == pytest.approx(1 / 3)
    assert program.exact.recall == pytest.approx(1 / 2)
    assert program.exact.f1 == pytest.approx(0.4)
    assert program.overlap == Score(found=2, missed=0, right=2, false=1)
    assert program.overlap.f1 == pytest.approx(0.8)
    assert program.boundary_only == 1
    assert report.labels["statistic"].exact.f1 == 1
    assert report.overall.exact == Score(2, 1, 2, 2)
    assert report.overall.exact.f1 == pytest.approx(4 / 7)
    assert [(miss.text, miss.before, miss.after, miss.instead) for miss in report.misses] == [
        ("暖房工程", "实施先锋工程和", ",投资三万元。", Span(6, 11))
    ]
    assert [(hit.text, hit.instead) for hit in report.false_hits] == [
        ("实施", None),
        ("和暖房工程", Span(7, 11)),
    ]


def test_what_was_not_agreed_is_neither_missed_nor_false() -> None:
    disputed = gold(7, 11, agreed=False)
    for prediction in ([], [predicted(7, 11)], [predicted(8, 11)]):
        report = evaluate([gold(2, 6), disputed], [predicted(2, 6), *prediction])
        assert report.overall.exact == Score(1, 0, 1, 0)
        assert report.false_hits == ()
        assert report.misses == ()


def test_a_wrong_boundary_is_false_though_a_disputed_span_is_near() -> None:
    report = evaluate([gold(2, 6), gold(1, 6, agreed=False)], [predicted(2, 7)])
    assert report.overall.exact == Score(0, 1, 0, 1)


def test_a_span_predicted_twice_counts_once() -> None:
    assert evaluate([gold(2, 6)], [predicted(2, 6)] * 2).overall.exact == Score(1, 0, 1, 0)


def test_other_documents_and_labels_do_not_count() -> None:
    report = evaluate([gold(2, 6)], [predicted(2, 6), predicted(2, 6, doc="b.txt"), predicted(7, 11, "person")])
    assert report.overall.exact == Score(1, 0, 1, 0)


def test_an_empty_gold_gives_an_empty_report() -> None:
    report = evaluate([], [predicted(0, 1)])
    assert (report.labels, report.documents, report.overall.exact.f1) == ({}, 0, 1.0)


def test_ratios_of_nothing() -> None:
    assert Score(0, 0, 0, 0).f1 == 1
    assert Score(0, 3, 0, 0).f1 == 0
    assert Score(0, 0, 0, 3).f1 == 0


def test_the_interval_is_the_same_for_the_same_seed_and_holds_the_score() -> None:
    spans = [gold(2, 6, doc=f"{number}.txt") for number in range(12)]
    hits = [predicted(2, 6, doc=f"{number}.txt") for number in range(9)]
    first, second = evaluate(spans, hits, seed=1), evaluate(spans, hits, seed=1)
    low, high = first.overall.interval
    assert first.overall.interval == second.overall.interval
    assert 0 < low < first.overall.exact.f1 < high <= 1


def test_the_interval_of_one_document_is_its_score() -> None:
    report = evaluate([gold(2, 6), gold(7, 11)], [predicted(2, 6)])
    assert report.overall.interval == (report.overall.exact.f1,) * 2


def test_a_report_turns_into_json_values() -> None:
    report = evaluate([gold(2, 6), gold(7, 11)], [predicted(2, 6), predicted(6, 11)], {DOC: TEXT}).to_json()
    assert report["documents"] == 1
    assert report["labels"]["program"]["exact"] == {
        "found": 1, "missed": 1, "right": 1, "false": 1, "precision": 0.5, "recall": 0.5, "f1": 0.5,
    }  # fmt: skip
    assert report["misses"] == [
        {
            "doc": DOC, "start": 7, "end": 11, "label": "program", "text": "暖房工程",
            "before": "实施先锋工程和", "after": ",投资三万元。", "instead": [6, 11],
        }
    ]  # fmt: skip


def test_gold_is_read_line_by_line() -> None:
    line = '{"doc": "a.txt", "start": 2, "end": 6, "label": "program", "text": "先锋工程", "agreed": false}'
    assert read_gold([line, "", '{"doc": "b", "start": 0, "end": 1, "label": "x"}']) == [
        gold(2, 6, agreed=False),
        GoldSpan("b", Span(0, 1), "x"),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "Line 2"),
        ("3", "it is not an object"),
        ('{"doc": "a", "start": 0, "end": 1}', "'label' is missing"),
        ('{"doc": "a", "start": "0", "end": 1, "label": "x"}', "start is not a whole number"),
        ('{"doc": "a", "start": true, "end": 1, "label": "x"}', "start is not a whole number"),
        ('{"doc": 1, "start": 0, "end": 1, "label": "x"}', "doc is not a string"),
        ('{"doc": "a", "start": 3, "end": 1, "label": "x"}', "start <= end"),
        ('{"doc": "a", "start": 0, "end": 1, "label": "x", "text": "甲乙"}', "2 code points"),
        ('{"doc": "a", "start": 0, "end": 1, "label": "x", "agreed": 1}', "agreed is not true or false"),
    ],
)
def test_an_unusable_line_is_told_with_its_number(line: str, reason: str) -> None:
    with pytest.raises(InputError, match="Line 2") as caught:
        read_gold(["", line])
    assert reason in caught.value.message
