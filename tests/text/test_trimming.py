from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.spans import Span
from reader.text.trimming import trimmed


@pytest.mark.parametrize(
    ("taken", "kept"),
    [
        ("，办结率由", "办结率由"),
        ("提高到93.8%。", "提高到93.8%"),
        ("《红楼》", "《红楼》"),
        ("《红楼", "红楼"),
        ("红楼》，", "红楼"),
        ("《红楼》，", "《红楼》"),
        ("“一事”和“一单", "“一事”和“一单"),
        ("（二）办法）", "（二）办法"),
        ('"暖心"', '"暖心"'),
        ('"暖心', "暖心"),
        ("——而且……", "而且"),
        ("\u3000大 家 ", "大 家"),
        ("‘“内”", "“内”"),
        ("，。", "，。"),
        ("￥5", "￥5"),
    ],
)
def test_marks_that_only_came_along_go(taken: str, kept: str) -> None:
    text = f"前{taken}后"
    assert trimmed(text, Span(1, 1 + len(taken))).slice(text) == kept


@given(st.text('甲乙《》“”"（），。…— ', max_size=30), st.data())
def test_what_stays_lies_inside_and_stays_when_trimmed_again(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    once = trimmed(text, span)
    assert span.contains(once)
    assert once.slice(text).strip("，。…— ") or once == span
    assert trimmed(text, once) == once
