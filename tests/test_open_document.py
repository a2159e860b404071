from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.open_document import OpenDocument
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.desk import Desk


class LateCutter:
    """Cuts nothing until it is ready, then the whole text is one word."""

    ready = False

    def steps(self) -> Iterator[float]:
        self.ready = True
        yield 1.0

    def words(self, text: str) -> list[Span]:
        return [Span(0, len(text))]


def test_words_cut_before_the_dictionary_was_there_are_cut_anew(desk: Desk, add: Callable[..., int]) -> None:
    cutter = LateCutter()
    opened = OpenDocument(desk, add("楼道冻裂"), cutter)
    assert opened.words(1) == [Span(0, 1), Span(1, 2), Span(2, 3), Span(3, 4)]
    list(cutter.steps())
    assert opened.words(1) == [Span(0, 4)]


def test_beyond_the_paragraph_come_the_section_and_the_document(desk: Desk, add: Callable[..., int]) -> None:
    text = "前言在此。\n一、办好小事\n甲。\n乙。\n二、再往前走\n丙。"
    opened = OpenDocument(desk, add(text), LateCutter())
    lines = [opened.passage(number).paragraph.span for number in range(1, 7)]
    section = lines[1].hull(lines[3])
    assert opened.wider(3, lines[2]) == section
    assert opened.wider(3, lines[2].hull(lines[3])) == section
    assert opened.wider(3, section) == Span(0, len(text))
    assert opened.wider(1, lines[0]) == Span(0, len(text))  # nothing but itself before the first heading
    assert opened.wider(6, lines[5]) == lines[4].hull(lines[5])
    assert opened.wider(3, Span(0, len(text))) is None


def test_a_clause_comes_without_the_comma_where_that_is_wanted(desk: Desk, add: Callable[..., int]) -> None:
    text = "去年年底,市里印发办法。"
    opened = OpenDocument(desk, add(text), LateCutter())
    assert opened.wider(1, Span(0, 2)) == Span(0, 4)
    assert opened.wider(1, Span(0, 2), trim=False) == Span(0, 5)


def test_headings_are_read_around_a_place(desk: Desk, add: Callable[..., int]) -> None:
    text = "前言在此。\n" + "\n".join(f"第{number}章 总则\n写在这里的话说来话长。" for number in range(1, 41))
    opened = OpenDocument(desk, add(text), LateCutter())
    everything = opened.headings(1)
    assert everything.whole
    assert [everything[index].text for index in range(len(everything))] == [f"第{n}章 总则" for n in range(1, 41)]
    for number in range(1, opened.count + 1):
        over = everything.over(number)
        some = opened.headings(number, 5)
        before = [one for one in everything.numbers if one < number]
        assert list(some.numbers) == before[-5:] + [one for one in everything.numbers if one >= number][:5]
        assert some.reaches(number)
        assert (some.over(number) < 0) == (over < 0)
        if over >= 0:
            assert some[some.over(number)] == everything[over]
        for other in (1, 20, 41, opened.count):
            if some.reaches(other) and over >= 0 and everything.over(other) >= 0:
                assert some[some.over(other)] == everything[everything.over(other)]


@pytest.mark.parametrize("near", [1, 2, 77, 100, 189, 190])
@pytest.mark.parametrize("limit", [1, 7, 95, 1000])
def test_headings_that_are_read_bit_by_bit_are_all_there_are(
    desk: Desk, add: Callable[..., int], near: int, limit: int
) -> None:
    text = "\n".join(f"第{number}章 总则\n第{number}条的内容说来话长，写在这里。" for number in range(1, 96))
    opened = OpenDocument(desk, add(text), LateCutter())
    known = opened.headings(near, limit)
    for _time in range(200):
        if known.whole:
            break
        known = opened.more_headings(known, limit)
    assert list(known.numbers) == list(range(1, 191, 2))
    assert known[known.over(4)].text == "第2章 总则"
