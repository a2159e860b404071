from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.library.pieces import PIECE, pieces_of
from reader.library.search import Hit, occurrences
from reader.text.folding import fold
from reader.text.spans import Span
from tests.strategies import mixed_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.desk import Desk


def found(desk: Desk, query: str) -> list[str]:
    return [desk.library.documents.text(hit.document, hit.span) for hit in desk.library.search.hits(query)]


@pytest.mark.parametrize("query", ["暖心工程", "暖心工程".replace("暖", "暖"), "暖心工程 ".strip()])
def test_both_scripts_and_widths_are_found(desk: Desk, add: Callable[..., int], query: str) -> None:
    add("双桥市启动“暖心工程”。", "a.txt")
    add("各支部對照『暖心工程』，惠及３６００戶。", "b.txt")
    assert found(desk, query) == ["暖心工程", "暖心工程"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("对照", ["對照"]),
        ("對照", ["對照"]),
        ("3600户", ["３６００戶"]),
        ("“暖心", ["『暖心"]),
        ("abc", ["ＡＢＣ"]),
        ("没有的", []),
        ("", []),
        ("  ", []),
    ],
)
def test_the_query_may_be_in_any_script_and_width(
    desk: Desk, add: Callable[..., int], query: str, expected: list[str]
) -> None:
    add("各支部對照『暖心工程』，惠及３６００戶ＡＢＣ。")
    assert found(desk, query) == expected
    assert desk.library.search.count(query) == len(expected)


def test_hits_come_by_document_and_place_and_can_begin_anywhere(desk: Desk, add: Callable[..., int]) -> None:
    first, second = add("甲乙甲乙", "a.txt"), add("乙甲乙", "b.txt")
    hits = list(desk.library.search.hits("甲乙"))
    assert hits == [Hit(first, Span(0, 2)), Hit(first, Span(2, 4)), Hit(second, Span(1, 3))]
    assert list(desk.library.search.hits("甲乙", first, start=1)) == [Hit(first, Span(2, 4))]


def test_going_back(desk: Desk, add: Callable[..., int]) -> None:
    document = add("甲乙\n" * PIECE)
    search = desk.library.search
    last = 3 * (PIECE - 1)
    assert search.previous("甲乙", document, 3 * PIECE) == Hit(document, Span(last, last + 2))
    assert search.previous("甲乙", document, last) == Hit(document, Span(last - 3, last - 1))
    assert search.previous("甲乙", document, 0) is None
    assert search.count("乙", document) == PIECE


def test_a_word_over_the_edge_of_two_pieces_is_found(desk: Desk, add: Callable[..., int]) -> None:
    for shift in (-3, -2, -1, 0):
        text = "字" * (PIECE + shift) + "暖心工程" + "字" * 50
        document = add(text, f"{shift}.txt")
        start = PIECE + shift
        assert list(desk.library.search.hits("暖心工程", document)) == [Hit(document, Span(start, start + 4))]
        assert desk.library.search.count("暖心工程", document) == 1


@given(st.lists(st.sampled_from(["甲" * 9000, "乙" * 20000, "丙\n", "\n"]), max_size=6).map("".join))
def test_pieces_tile_a_text_and_are_whole_lines_where_they_can(text: str) -> None:
    pieces = list(pieces_of(text))
    assert "".join(piece.slice(text) for piece in pieces) == text
    assert all(0 < len(piece) <= PIECE for piece in pieces)
    for piece in pieces[:-1]:
        assert piece.slice(text).endswith("\n") or "\n" not in piece.slice(text)


@given(mixed_text, st.data())
def test_what_stands_in_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    folded = fold(text).view
    start = data.draw(st.integers(0, len(folded)))
    query = folded[start : start + data.draw(st.integers(1, 4))]
    spans = occurrences(text, query)
    assert len(spans) == (folded.count(query) if query else 0)
    for span in spans:
        assert query in fold(span.slice(text)).view or span.slice(text)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mixed_text)
def test_the_library_finds_what_the_text_holds(desk: Desk, add: Callable[..., int], text: str) -> None:
    document = add("头" + text, f"{hash(text)}.txt")
    assert list(desk.library.search.hits("干部", document)) == [
        Hit(document, span) for span in occurrences("头" + text, "干部")
    ]
