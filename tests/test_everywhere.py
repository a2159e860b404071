from __future__ import annotations

from typing import TYPE_CHECKING

from reader.everywhere import occurrences
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.desk import Desk

FIRST = "市委听取“暖心工程”汇报。\n今冬启动的“暖心工程”惠及3600户。"
SECOND = "各支部對照『暖心工程』逐項認領崗位，以『暖心工程』為抓手。"


def test_every_place_in_both_scripts_with_its_line_around_it(desk: Desk, add: Callable[..., int]) -> None:
    add(FIRST, "a.txt")
    add(SECOND, "b.txt")
    places = occurrences(desk, "“暖心工程”")
    assert [(p.entry.name, p.paragraph, p.before, p.quote, p.after) for p in places] == [
        ("a.txt", 1, "市委听取", "“暖心工程”", "汇报。"),
        ("a.txt", 2, "今冬启动的", "“暖心工程”", "惠及3600户。"),
        ("b.txt", 1, "各支部對照", "『暖心工程』", "逐項認領崗位，以『暖心工程』為抓手。"),
        ("b.txt", 1, "各支部對照『暖心工程』逐項認領崗位，以", "『暖心工程』", "為抓手。"),
    ]


def test_tagging_them_is_one_action_that_spares_what_is_decided(desk: Desk, add: Callable[..., int]) -> None:
    first, second = add(FIRST, "a.txt"), add(SECOND, "b.txt")
    desk.annotate(first, Span(4, 10), "program")
    places = occurrences(desk, "暖心工程")
    tagged = occurrences(desk, "“暖心工程”")
    assert [place.has("program") for place in tagged] == [True, False, False, False]
    assert not places[0].has("program")
    assert desk.annotate_all([(place.entry.id, place.span) for place in tagged], "program") == 3
    for document, text in ((first, FIRST), (second, SECOND)):
        for mark in desk.library.annotations.of_document(document):
            assert mark.quote == mark.span.slice(text)
    assert all(place.has("program") for place in occurrences(desk, "“暖心工程”"))
    assert desk.annotate_all([(place.entry.id, place.span) for place in tagged], "program") == 0
    desk.undo()
    assert len(list(desk.library.annotations.of_document(first))) == 1
    assert list(desk.library.annotations.of_document(second)) == []
