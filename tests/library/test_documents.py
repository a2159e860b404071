from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.errors import LibraryError
from reader.library.pieces import PIECE
from reader.text.spans import Span
from tests.strategies import mixed_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.desk import Desk


def test_a_text_comes_back_as_it_was_however_long(desk: Desk, add: Callable[..., int]) -> None:
    text = "甲𠮷😀\n" * (PIECE // 2) + "末"
    document = add(text)
    assert desk.library.documents.text(document) == text


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(mixed_text, st.data())
def test_any_stretch_of_a_text_is_the_slice_it_names(
    desk: Desk, add: Callable[..., int], text: str, data: st.DataObject
) -> None:
    text = "头" + text * 700 + "尾"
    document = add(text, name=f"{hash(text)}.txt")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert desk.library.documents.text(document, Span(start, end)) == text[start:end]


def test_the_same_bytes_are_one_document(desk: Desk, add: Callable[..., int]) -> None:
    first, second = add("甲乙丙", "a.txt"), add("甲乙丙", "a.txt")
    assert first == second
    assert len(desk.library.documents.entries()) == 1


def test_a_taken_name_grows_by_the_folders_above(desk: Desk, add: Callable[..., int]) -> None:
    add("甲", "a.txt")
    other = add("乙", "a.txt")
    assert desk.library.documents.entry(other).name == "texts/a.txt"


def test_passages_are_paragraphs_with_their_text(desk: Desk, add: Callable[..., int]) -> None:
    document = add("一、甲\n\n　　乙丙。\n丁。")
    passages = desk.library.documents.passages(document, 1, 10)
    assert [passage.text for passage in passages] == ["一、甲", "乙丙。", "丁。"]
    assert [passage.text for passage in desk.library.documents.passages(document, 2, 1)] == ["乙丙。"]


def test_every_place_has_a_paragraph(desk: Desk, add: Callable[..., int]) -> None:
    document = add("\n\n甲。\n\n乙。\n")
    numbers = [desk.library.documents.paragraph_at(document, place).number for place in range(8)]
    assert numbers == [1, 1, 1, 1, 1, 1, 2, 2]


def test_the_overview_counts_what_was_read_and_marked(desk: Desk, add: Callable[..., int]) -> None:
    document = add("甲乙丙。\n丁戊。\n己。")
    desk.annotate(document, Span(0, 2), "program")
    from reader.library.reading import LastPlace

    desk.leave(document, LastPlace(4, "original", ((1, 2),)))
    (overview,) = desk.library.documents.overviews("lin")
    assert (overview.annotations, overview.suggestions, overview.paragraphs_read) == (1, 0, 2)
    (other,) = desk.library.documents.overviews("somebody else")
    assert other.paragraphs_read == 0


def test_what_the_tables_demand_is_demanded_again_after_a_long_document(desk: Desk, add: Callable[..., int]) -> None:
    document = add("甲。\n" * 2_000)
    with pytest.raises(LibraryError, match="CHECK"), desk.library.transaction():
        desk.library.documents._rows("update paragraphs set kind = 'odd' where document = ?", [document])
