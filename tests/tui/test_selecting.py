"""Selecting: up and down the ladder, either end, by paragraph, with the mouse, and what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events

from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.desk import Desk
    from tests.tui.conftest import Open

TEXT = (
    "把小事办到心坎上\n去年年底,市里印发办法,在各乡镇推行“一事一单”制度。\n"
    "一、办好身边的小事\n干部头发白了,数据也多了。\n村民都说好。\n二、再往前走\n明年还要办几件。"
)
LINES = TEXT.split("\n")


async def test_beyond_the_paragraph_the_ladder_has_the_section_and_the_document(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.press(*["down"] * 4, "alt+down")
        assert reader.selected == LINES[4]
        await reader.press("plus")
        assert reader.selected == "\n".join(LINES[2:5])
        await reader.press("plus")
        assert reader.selected == TEXT
        assert reader.page.at.current == 5
        await reader.press("plus", "minus", "minus")
        assert reader.selected == LINES[4]


async def test_all_of_a_long_selection_is_painted(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.press(*["down"] * 4, "alt+down", "plus")
        style = reader.page.get_component_rich_style("page--selection")
        shown = [
            "".join(
                segment.text
                for segment in reader.page.render_line(y)
                if segment.style and segment.style.bgcolor == style.bgcolor
            )
            for y in range(reader.page.size.height)
        ]
        bar = "▌"
        assert [line.strip(bar) for line in shown if line.strip(bar)] == LINES[2:5]


@pytest.mark.parametrize(("on", "back"), [("alt+down", "alt+up"), ("J", "K")])
async def test_whole_paragraphs_one_by_one(open_text: Open, on: str, back: str) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("down", "right", on)
        assert reader.selected == LINES[1]
        await reader.press(on, on)
        assert reader.selected == "\n".join(LINES[1:4])
        await reader.press(back)
        assert reader.selected == "\n".join(LINES[1:3])
        await reader.press(back, back, back)
        assert reader.selected == "\n".join(LINES[:2])
        await reader.press(*[on] * 12)
        assert reader.selected == "\n".join(LINES[1:])


async def test_a_tag_on_several_paragraphs(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("end", "alt+down", "alt+up", "3")
        assert reader.marks() == [("\n".join(LINES[5:]), "policy", "accepted")]
        assert all(reader.page.at.document.marks(number) for number in (6, 7))


@pytest.mark.parametrize(
    ("start_back", "start_on", "end_back", "end_on"),
    [
        ("left_curly_bracket", "right_curly_bracket", "less_than_sign", "greater_than_sign"),
        ("alt+left", "alt+right", "ctrl+shift+left", "ctrl+shift+right"),
        ("left_white_corner_bracket", "fullwidth_right_curly_bracket", "left_double_angle_bracket", "fullwidth_greater_than_sign"),
    ],
)  # fmt: skip
async def test_either_end_by_a_character(
    open_text: Open, start_back: str, start_on: str, end_back: str, end_on: str
) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("right", "right", "right")
        assert reader.selected == "到心"
        await reader.press(start_back)
        assert reader.selected == "办到心"
        await reader.press(end_on, end_on)
        assert reader.selected == "办到心坎上"
        await reader.press(start_on, start_on, end_back)
        assert reader.selected == "心坎"
        await reader.press(end_back, end_back)
        assert reader.selected == "心"
        await reader.press(start_on, start_on)
        assert reader.selected == "心"


def place(text: str) -> Span:
    return Span(TEXT.index(text), TEXT.index(text) + len(text))


async def test_the_mouse_leaves_out_punctuation_it_only_grabbed(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.drag(place(",在各乡镇推行“"))
        assert reader.selected == "在各乡镇推行"
        await reader.drag(place("“一事一单”制度。"))
        assert reader.selected == "“一事一单”制度"
        await reader.drag(place("。"))
        assert reader.selected is None  # one character is a click


async def test_the_setting_keeps_it(open_text: Open, desk: Desk, add: Callable[..., int]) -> None:
    from reader.config import Settings
    from reader.tui.app import PizhuApp
    from tests.tui.conftest import Reader, TwoByTwo

    app = PizhuApp(desk, add(TEXT), segmenter=TwoByTwo(), settings=Settings(trim_punctuation=False))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        reader = Reader(app, pilot)
        await reader.drag(place(",在各乡镇推行“"))
        assert reader.selected == ",在各乡镇推行“"
        await reader.press("plus", "plus")
        assert reader.selected is not None
        assert reader.selected.endswith("。")


async def test_shift_and_a_click_select_up_to_there(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.pilot.double_click("#page", offset=reader.cell_of(place("市里")))
        await reader.pilot.pause()
        assert reader.selected == "市里"
        await reader.pilot.click("#page", offset=reader.cell_of(place("法")), shift=True)
        await reader.pilot.pause()
        assert reader.selected == "市里印发办法"
        await reader.pilot.click("#page", offset=reader.cell_of(place("去")), shift=True)
        await reader.pilot.pause()
        assert reader.selected == "去年年底,市里"


async def test_a_triple_click_selects_the_sentence(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.pilot.triple_click("#page", offset=reader.cell_of(place("印")))
        await reader.pilot.pause()
        assert reader.selected == LINES[1]


async def test_the_wheel_moves_the_page_and_not_what_is_current(open_text: Open) -> None:
    text = "\n".join(f"第{n}件事情说来话长。" for n in range(1, 101))
    async with open_text(text) as reader:
        await reader.press("down", "right")
        top = reader.lines()[0]
        await reader.pilot._post_mouse_events([events.MouseScrollDown], "#page")
        await reader.pilot.pause()
        assert (reader.page.at.current, reader.selected) == (2, "第2")
        assert reader.lines()[0] != top


async def test_toggling_the_script_keeps_the_row_of_the_selection(open_text: Open) -> None:
    text = "\n".join(f"第{n}台计算机和互联网里的软件、硬件与数据，{'信息' * 40}，都发展了。" for n in range(1, 60))
    async with open_text(text, size=(60, 24)) as reader:
        start = text.index("第30台")
        word = Span(text.index("发展", start), text.index("发展", start) + 2)
        reader.page.at.select(word)
        reader.page.show()
        await reader.press("up", "down")
        reader.page.at.select(word)
        reader.page.show()
        rows = set()
        for key in ("t", "t", "T", "T", "T", "t"):
            await reader.press(key)
            assert reader.page.at.selection == word
            assert reader.page.at.current == 30
            rows.add(reader.cell_of(word)[1])
        assert len(rows) == 1
