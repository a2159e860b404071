from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.sentences import clauses, enclosing, quoted, sentences
from reader.text.spans import Span
from tests.strategies import mixed_text

if TYPE_CHECKING:
    from collections.abc import Callable

marks = st.text("甲乙丙。！？!?；，,:：.．…—“”‘’「」『』《》〈〉（）()[]\"'123ab \n\u3000", max_size=60)
texts = st.one_of(mixed_text, marks)


def slices(find: Callable[[str], list[Span]], text: str) -> list[str]:
    return [span.slice(text) for span in find(text)]


@given(texts)
def test_sentences_and_clauses_are_the_whole_text(text: str) -> None:
    for find in (sentences, clauses):
        spans = find(text)
        assert "".join(span.slice(text) for span in spans) == text
        assert all(len(span) for span in spans)
        assert all(first.end == second.start for first, second in pairwise(spans))


@given(texts)
def test_every_clause_lies_in_one_sentence(text: str) -> None:
    starts = {span.start for span in sentences(text)}
    assert starts <= {span.start for span in clauses(text)}


@given(texts)
def test_no_sentence_or_clause_is_marks_alone_unless_the_text_is(text: str) -> None:
    if any(character.isalnum() for character in text):
        for find in (sentences, clauses):
            assert all(re.search(r"\w", part) for part in slices(find, text))


@given(texts)
def test_quotations_nest_or_stand_apart(text: str) -> None:
    spans = quoted(text)
    assert spans == sorted(spans, key=lambda span: (span.start, -span.end))
    inside: list[Span] = []
    for span in spans:
        assert len(span) >= 2
        assert "\n" not in span.slice(text)
        while inside and inside[-1].end <= span.start:
            inside.pop()
        assert not inside or inside[-1].contains(span)
        inside.append(span)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他说“走。”，然后走了。好。", ["他说“走。”，然后走了。", "好。"]),
        ("“他说：‘走吧！’于是走了。”完了。", ["“他说：‘走吧！’于是走了。”", "完了。"]),
        ("《去哪儿？》这本书好。", ["《去哪儿？》这本书好。"]),
        ("看《去哪儿？》这本书。", ["看《去哪儿？》这本书。"]),
        ("甲。……！乙。", ["甲。……！", "乙。"]),
        ("Mr. Smith came. He sat.", ["Mr. Smith came. ", "He sat."]),
        ("他来了．她走了．", ["他来了．", "她走了．"]),
        ("一．概述", ["一．概述"]),
        ("渠通了。水来了！谁不高兴？", ["渠通了。", "水来了！", "谁不高兴？"]),
        ("他说：“好。”大家笑了。", ["他说：“好。”", "大家笑了。"]),
        ("（见附件。）下文略。", ["（见附件。）", "下文略。"]),
        ("真的吗？！不会吧……再看看。", ["真的吗？！", "不会吧……再看看。"]),
        ("增长3.5%，达到1.2亿元。", ["增长3.5%，达到1.2亿元。"]),
        ("煤———电———热，一条链。", ["煤———电———热，一条链。"]),
        ("一是修渠；二是平地。", ["一是修渠；二是平地。"]),
        ('他说:"好。"大家笑了。', ['他说:"好。"', "大家笑了。"]),
        ('他说。"好"字写得大。', ["他说。", '"好"字写得大。']),
        ("见http://a.example/b?c=1!d。完", ["见http://a.example/b?c=1!d。", "完"]),
        ("第一行\n第二行", ["第一行\n", "第二行"]),
        ("\n\n　开头。　\n结尾", ["\n\n　开头。　\n", "结尾"]),
        (
            "They met in May. Then it rained. v1.2 e.g. this",
            ["They met in May. ", "Then it rained. ", "v1.2 e.g. this"],
        ),
        ("他来了. 她也来了.", ["他来了. ", "她也来了."]),
        ("", []),
        (" \n", [" \n"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert slices(sentences, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("渠通了,水来了，人笑了。", ["渠通了,", "水来了，", "人笑了。"]),
        ("共1,234,567人,比去年多。", ["共1,234,567人,", "比去年多。"]),
        ("2005年,100人来了。", ["2005年,", "100人来了。"]),
        ("比例8:2，时间10：41，如下：", ["比例8:2，", "时间10：41，", "如下："]),
        ("技术、管理、资金；人才。", ["技术、管理、资金；", "人才。"]),
        ("先等等……再说——不急。", ["先等等……", "再说——", "不急。"]),
        ("3—5万元，好。", ["3—5万元，", "好。"]),
        ("“来，”他说，“坐。”", ["“来，”", "他说，", "“坐。”"]),
        ("见http://a.example，好", ["见http://a.example，", "好"]),
    ],
)
def test_clauses(text: str, expected: list[str]) -> None:
    assert slices(clauses, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("印发《关于〈水利办法〉的通知》", ["《关于〈水利办法〉的通知》", "〈水利办法〉"]),
        ("『一把手』責任制和「雙爭」活動", ["『一把手』", "「雙爭」"]),
        ("“‘先行’就是‘快走’”", ["“‘先行’就是‘快走’”", "‘先行’", "‘快走’"]),
        ("“没有收尾，《办法》", ["《办法》"]),
        ("多出的”和“正常”", ["“正常”"]),
        ("“甲《乙”丙》", ["“甲《乙”"]),
        ("“上一行\n下一行”", []),
        ('"双评"活动，"三比"活动', ['"双评"', '"三比"']),
        ("It’s “fine”", ["“fine”"]),
        ("《《甲》乙》", ["《《甲》乙》", "《甲》"]),
    ],
)
def test_quoted(text: str, expected: list[str]) -> None:
    assert slices(quoted, text) == expected


def test_deep_nesting_is_no_trouble() -> None:
    depth = 100_000
    spans = quoted("《" * depth + "》" * depth)
    assert len(spans) == depth
    assert spans[0] == Span(0, 2 * depth)
    assert quoted("《" * depth + "“" + "”" * depth) == [Span(depth, depth + 2)]


def test_a_selection_grows_to_the_next_larger_unit() -> None:
    text = "会上印发《关于〈水利办法〉的通知》，随后散会。"
    units = [*quoted(text), *clauses(text), *sentences(text)]
    span: Span | None = Span(text.index("水利"), text.index("水利") + 2)
    grown = []
    while span is not None:
        grown.append(span.slice(text))
        span = enclosing(units, span)
    assert grown == [
        "水利",
        "〈水利办法〉",
        "《关于〈水利办法〉的通知》",
        "会上印发《关于〈水利办法〉的通知》，",
        text,
    ]


def test_nothing_larger_gives_none() -> None:
    assert enclosing([Span(0, 3)], Span(0, 3)) is None
    assert enclosing([Span(0, 3)], Span(2, 4)) is None
    assert enclosing([], Span(0, 0)) is None
