"""Suggestions: corrected, given another label, one after the other, by uncertainty, by rule; a label held."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.annotations.model import Annotation, Status
from reader.text.spans import Span
from tests.tui.conftest import suggest

if TYPE_CHECKING:
    from tests.tui.conftest import Open, Reader

TEXT = "全市投资近1.26亿元,更换管线73.5公里。\n供热面积增加31%,投诉下降61%。\n一半以上的楼房换了新管。"


def by_status(reader: Reader) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for quote, _label, status in reader.marks():
        found.setdefault(status, []).append(quote)
    return found


def stored(reader: Reader) -> list[Annotation]:
    return list(reader.app.desk.library.annotations.of_document(reader.page.at.document.entry.id))


async def test_the_boundary_of_a_suggestion_is_put_right(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        wrong = suggest(reader, "1.26亿")
        await reader.press("tab", "greater_than_sign", "left_curly_bracket")
        assert reader.selected == "近1.26亿元"
        assert "put right" in reader.foot
        await reader.press("enter")
        assert by_status(reader) == {"rejected": ["1.26亿"], "accepted": ["近1.26亿元"]}
        right = next(mark for mark in stored(reader) if mark.status is Status.ACCEPTED)
        assert (right.origin, right.annotator, right.label) == ("human", "lin", "statistic")
        assert right.attributes["corrects"] == wrong.id
        assert right.attributes["unit"] == "元"
        assert reader.selected == "近1.26亿元"
        await reader.press("u")
        assert by_status(reader) == {"suggested": ["1.26亿"]}


async def test_a_digit_puts_boundary_and_label_right_at_once(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        suggest(reader, "1.26亿")
        await reader.press("tab", "greater_than_sign", "3")
        assert [mark for mark in reader.marks() if mark[2] == "accepted"] == [("1.26亿元", "policy", "accepted")]
        assert by_status(reader)["rejected"] == ["1.26亿"]


async def test_escape_leaves_a_boundary_as_it_was(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        suggest(reader, "1.26亿")
        await reader.press("tab", "greater_than_sign", "greater_than_sign", "escape")
        assert reader.selected == "1.26亿"
        assert by_status(reader) == {"suggested": ["1.26亿"]}
        await reader.press("greater_than_sign", "less_than_sign", "enter")  # nothing was moved in the end
        assert by_status(reader) == {"accepted": ["1.26亿"]}


async def test_a_suggestion_is_rejected_while_its_ends_move(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        suggest(reader, "1.26亿")
        await reader.press("tab", "greater_than_sign", "backspace")
        assert by_status(reader) == {"rejected": ["1.26亿"]}


async def test_what_a_person_marked_is_moved_where_it_stands(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("right", "2")
        (before,) = stored(reader)
        await reader.press("greater_than_sign", "greater_than_sign", "enter")
        (after,) = stored(reader)
        assert (before.id, before.quote, after.id, after.quote) == (before.id, "全市", before.id, "全市投资")
        await reader.press("u")
        assert stored(reader)[0].quote == "全市"


@pytest.mark.parametrize("key", ["y", "ctrl+s"])
async def test_accept_and_on_to_the_next(open_text: Open, key: str) -> None:
    async with open_text(TEXT) as reader:
        for quote in ("1.26亿元", "73.5公里", "31%"):
            suggest(reader, quote)
        await reader.press("tab", key)
        assert (reader.selected, by_status(reader)["accepted"]) == ("73.5公里", ["1.26亿元"])
        assert "accepted statistic: 1." in reader.foot
        await reader.press("less_than_sign", key)
        assert (reader.selected, by_status(reader)["accepted"]) == ("31%", ["1.26亿元", "73.5公"])
        await reader.press(key)
        assert (reader.selected, reader.page.at.current) == (None, 3)


async def test_tag_and_on_to_the_next_paragraph(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        suggest(reader, "31%")
        await reader.press("right", "2", "right", "y")
        assert reader.marks()[:2] == [("全市", "statistic", "accepted"), ("投资", "statistic", "accepted")]
        assert (reader.selected, reader.page.at.current) == (None, 2)
        await reader.press("right", "y")  # a suggestion ahead in the same paragraph
        assert reader.selected == "31%"
        await reader.press("y", "y")
        assert reader.page.at.current == 3


@pytest.mark.parametrize("key", ["x", "ctrl+e"])
async def test_reject_and_on_to_the_next(open_text: Open, key: str) -> None:
    async with open_text(TEXT) as reader:
        for quote in ("1.26亿元", "73.5公里"):
            suggest(reader, quote)
        await reader.press("tab", key)
        assert reader.selected == "73.5公里"
        assert by_status(reader) == {"rejected": ["1.26亿元"], "suggested": ["73.5公里"]}
        await reader.press(key)
        assert by_status(reader) == {"rejected": ["1.26亿元", "73.5公里"]}


@pytest.mark.parametrize("key", ["tilde", "U", "ctrl+pagedown", "fullwidth_tilde"])
async def test_the_least_certain_first(open_text: Open, key: str) -> None:
    async with open_text(TEXT) as reader:

        async def press(*keys: str) -> None:
            await reader.press(*keys)
            await reader.app.workers.wait_for_complete()
            await reader.pilot.pause()

        await press(key)
        assert "No suggestion here" in reader.foot
        for quote, score in (("1.26亿元", 0.9), ("73.5公里", 0.55), ("31%", 0.3), ("61%", None)):
            suggest(reader, quote, score=score)
        seen = []
        for _ in range(4):
            await press(key)
            seen.append(reader.selected)
        assert seen == ["73.5公里", "31%", "1.26亿元", "73.5公里"]
        assert "score 0.55" in reader.foot
        await press("enter", key)
        assert reader.selected == "31%"


async def test_what_people_make_of_a_rule_is_told(open_text: Open) -> None:
    async with open_text(TEXT, size=(130, 34)) as reader:
        for quote in ("1.26亿元", "73.5公里", "31%", "61%"):
            suggest(reader, quote, origin="rule:zh/money")
        suggest(reader, "一半以上", origin="rule:zh/money")
        await reader.press("tab", "enter", "tab", "backspace", "tab", "backspace", "tab", "backspace", "tab")
        await reader.app.workers.wait_for_complete()
        reader.screen._count_decisions()
        await reader.app.workers.wait_for_complete()
        await reader.pilot.pause()
        assert "1 of 4 accepted" in reader.margin
        assert "rule money 25%" in reader.margin
        await reader.pilot.resize_terminal(80, 24)
        await reader.pilot.pause()
        assert "money 1/4" in reader.head


@pytest.mark.parametrize("key", ["0", "０"])
async def test_a_label_that_is_held_tags_with_enter(open_text: Open, key: str) -> None:
    async with open_text(TEXT) as reader:
        await reader.press(key)
        assert "program is held" in reader.foot
        await reader.press("3")
        assert "policy is held" in reader.foot
        assert reader.marks() == []
        await reader.press("right", "enter", "right", "right", "shift+right", "enter")
        assert [mark[:2] for mark in reader.marks()] == [("全市", "policy"), ("近1.26", "policy")]
        await reader.press("escape", "right", "enter")
        assert len(reader.marks()) == 2
        assert "Nothing left to decide" in reader.foot


MADE = [
    (["right", "shift+right"], ["right"]),
    (["right", "greater_than_sign"], ["down"]),
    (["right", "plus"], ["end"]),
    (["alt+down"], ["pagedown"]),
    (["right", "right", "right_curly_bracket"], ["ctrl+right"]),
    (["right", "shift+right"], ["tab"]),
    (["right", "shift+right"], ["right_square_bracket"]),
    (["right", "shift+right"], ["slash", "escape"]),
    (["right", "shift+right"], ["n"]),
    (["right", "shift+right"], ["apostrophe"]),
    (["right", "shift+right"], ["g", "2", "enter"]),
    (["right", "shift+right"], ["click on the page"]),
]  # fmt: skip


async def test_while_a_label_is_held_what_one_selects_gets_it_as_one_goes_on(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("0")
        for select, leave in MADE:
            await reader.press("home", *select)
            selected = reader.selected
            for key in leave:
                if key == "click on the page":
                    await reader.pilot.click("#page", offset=reader.cell_of(Span(len(TEXT) - 1, len(TEXT))))
                    await reader.pilot.pause()
                else:
                    await reader.press(key)
            assert reader.marks() == [(selected, "program", "accepted")], leave
            await reader.press("u")
            assert reader.marks() == []


async def test_while_a_label_is_held_a_word_one_only_comes_to_does_not_get_it(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("0", "right", "right", "left", "down", "right", "down", "tab", "n", "u")
        assert reader.marks() == []
        await reader.press("right", "shift+right")
        assert "→ tag, and on" in reader.foot
        await reader.press("escape", "right")
        assert reader.marks() == []
        assert "▸1" in reader.foot
        await reader.press("shift+right", "2", "right")
        assert [mark[1] for mark in reader.marks()] == ["statistic"]
        await reader.press("left_square_bracket", "greater_than_sign", "escape", "right")
        assert [mark[1] for mark in reader.marks()] == ["statistic"]


async def test_a_label_that_is_held_tags_what_the_mouse_selects(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("0", "2")
        await reader.pilot.double_click("#page", offset=reader.cell_of(reader.page.at.document.words(1)[0]))
        await reader.pilot.pause()
        start = TEXT.index("更换")
        await reader.drag(Span(start - 1, start + 4))
        assert reader.marks() == [("全市", "statistic", "accepted"), ("更换管线", "statistic", "accepted")]
        assert "▸2" in reader.foot
        await reader.press("0")
        assert "No label is held" in reader.foot
        await reader.drag(Span(0, 4))
        assert len(reader.marks()) == 2


async def test_the_paragraph_of_a_suggestion_is_on_the_page_whole(open_text: Open) -> None:
    text = "\n".join(f"第{number}段,去年新修村道{number}公里," + "件件有着落," * 20 for number in range(1, 9))
    async with open_text(text, size=(80, 14)) as reader:
        suggest(reader, "5公里")
        await reader.press("tab")
        page = [row for row in reader.page.at.rows if row.number == 5]
        assert len(page) >= reader.page.at.laid(5).lines > 2
