"""The outline, the annotations and both scripts: entered, worked in, and left, by keyboard and by mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import MouseScrollDown

from reader.library.annotations import Decisions
from reader.text.spans import Span
from reader.tui.screens.reading import ReadingScreen
from reader.tui.widgets.margin import Margin
from reader.tui.widgets.page import Page
from tests.tui.conftest import suggest

if TYPE_CHECKING:
    from tests.tui.conftest import Open, Reader

TEXT = (
    "把小事办到心坎上\n去年年底,市里印发办法,办结率由71.5%提高到93.8%。\n"
    "一、办好身边的小事\n干部头发白了,数据也多了。\n二、群众的笑脸\n明年还要办几件。"
)
WIDE = (130, 34)


def outline(reader: Reader) -> list[str]:
    widget = reader.screen.outline
    return [line for y in range(widget.size.height) if (line := widget.render_line(y).text.strip())]


@pytest.mark.parametrize("key", ["O", "ctrl+o"])
@pytest.mark.parametrize("size", [(80, 24), WIDE])
async def test_going_to_a_heading_by_keyboard(open_text: Open, key: str, size: tuple[int, int]) -> None:
    async with open_text(TEXT, size=size) as reader:
        await reader.press("down", key)
        assert reader.screen.outline.display
        assert "go there" in reader.foot
        await reader.press("down", "down", "enter")
        assert reader.page.at.current == 5
        assert reader.screen.outline.display == (size == WIDE)
        await reader.press("down")  # the keys are the page's again
        assert reader.page.at.current == 6


async def test_writing_filters_the_outline_in_either_script(open_text: Open) -> None:
    async with open_text(TEXT, size=WIDE) as reader:
        await reader.press("O", "笑", "臉")
        assert outline(reader) == ["二、群众的笑脸"]
        assert "1 found" in str(reader.screen.outline_bar.count.render())
        await reader.press("escape")
        assert (len(outline(reader)), reader.page.at.current) == (3, 1)
        await reader.press("O", "笑", "脸", "enter")
        assert (len(outline(reader)), reader.page.at.current) == (3, 5)
        await reader.press("O", "龘", "enter")
        assert reader.page.at.current == 5


LONG = "\n".join(f"第{number}章\n一段。" for number in range(1, 2501))


async def test_of_a_long_outline_what_is_near_is_there_at_once(
    open_text: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.tui.screens.panes._ALL_HEADINGS_SECONDS", 3600)
    async with open_text(LONG, size=WIDE) as reader:
        assert reader.screen.outline.row_count == 1000
        await reader.press("end")
        assert "▸  第2500章" in outline(reader)[-1]
        await reader.press("home")
        assert "▸  第1章" in outline(reader)[0]


async def test_in_a_long_outline_all_are_looked_for(open_text: Open) -> None:
    async with open_text(LONG, size=WIDE) as reader:
        while not reader.screen.outline.has_all:
            await reader.pilot.pause(0.05)
        await reader.press("end")
        assert (reader.screen.outline.row_count, outline(reader)[-1]) == (2500, "▸  第2500章")
        await reader.press("O", *"第3章")
        assert outline(reader) == ["第3章"]
        await reader.press("escape", "O", *"2499", "enter")
        assert reader.page.at.current == 4997


async def test_ends_and_pages_of_the_outline(open_text: Open) -> None:
    text = "\n".join(f"第{n}章 总则\n第{n}条的内容说来话长，写在这里。" for n in range(1, 60))
    async with open_text(text, size=WIDE) as reader:
        count = reader.screen.outline.row_count
        assert count > 40
        await reader.press("O", "ctrl+end")
        assert reader.screen.outline.cursor == count - 1
        await reader.press("ctrl+home", "pagedown", "up")
        assert reader.screen.outline.cursor == reader.screen.outline.page_rows - 1
        await reader.press("pageup", "tab")
        assert reader.page.at.current == 1


async def test_a_click_on_a_heading_goes_there(open_text: Open) -> None:
    async with open_text(TEXT, size=WIDE) as reader:
        await reader.click_on(reader.screen.outline, "一、")
        assert reader.page.at.current == 3
        await reader.press("O", "笑")
        await reader.click_on(reader.screen.outline, "二、")
        assert reader.page.at.current == 5
        assert isinstance(reader.screen.focused, Page)


@pytest.mark.parametrize("key", ["M", "ctrl+t"])
@pytest.mark.parametrize("size", [(80, 24), WIDE])
async def test_working_in_the_annotations(open_text: Open, key: str, size: tuple[int, int]) -> None:
    async with open_text(TEXT, size=size) as reader:
        for quote in ("71.5%", "93.8%"):
            suggest(reader, quote)
        await reader.press("down", key)
        assert isinstance(reader.screen.focused, Margin)
        assert reader.selected == "71.5%"
        await reader.press("down", "backspace")
        assert ("93.8%", "statistic", "rejected") in reader.marks()
        await reader.press("u", "up", "enter")
        assert ("71.5%", "statistic", "accepted") in reader.marks()
        await reader.press("home", "3")  # another label, not a second one
        assert ("71.5%", "policy", "accepted") in reader.marks()
        assert ("71.5%", "statistic", "accepted") not in reader.marks()
        await reader.press("enter")
        assert isinstance(reader.screen.focused, Page)
        assert reader.selected == "71.5%"
        await reader.press(key)
        await reader.press("end", "escape")
        assert isinstance(reader.screen.focused, Page)
        assert reader.selected == "93.8%"
        assert reader.screen.margin.display == (size == WIDE)


async def test_what_a_person_marked_gets_another_label_where_it_stands(open_text: Open) -> None:
    async with open_text(TEXT, size=WIDE) as reader:
        await reader.press("right", "1", "2", "M", "j", "k", "3", "f2")
        await reader.press("看", "enter")
        await reader.pilot.pause()
        marks = reader.page.at.document.marks(1)
        assert {mark.label for mark in marks} in ({"policy", "statistic"}, {"policy", "program"})
        assert [mark.note for mark in marks if mark.label == "policy"] == ["看"]
        await reader.press("delete")
        assert len(reader.page.at.document.marks(1)) == 1


async def test_a_paragraph_without_annotations_keeps_the_keys(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("M")
        assert isinstance(reader.screen.focused, Page)
        assert "No annotations" in reader.foot
        await reader.pilot.resize_terminal(60, 20)
        await reader.press("right", "1", "M", "O")
        assert "Too narrow" in reader.foot
        assert isinstance(reader.screen.focused, Page)


async def test_a_click_on_the_page_leaves_a_pane(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("right", "1", "M")
        assert reader.screen.margin.display
        await reader.pilot.click("#page", offset=(20, 3))
        await reader.pilot.pause()
        assert not reader.screen.margin.display
        await reader.press("O", "笑")
        await reader.pilot.click("#page", offset=(20, 3))
        await reader.pilot.pause()
        assert not reader.screen.outline.display
        assert not reader.screen.outline_bar.has_class("open")
        await reader.press("right", "2")
        assert len(reader.marks()) == 2


async def test_the_annotations_by_mouse(open_text: Open) -> None:
    async with open_text(TEXT, size=WIDE) as reader:
        for quote in ("71.5%", "93.8%"):
            suggest(reader, quote)
        await reader.press("down")
        await reader.click_on(reader.screen.margin, "93.8%")
        assert reader.selected == "93.8%"
        await reader.click_on(reader.screen.margin, "✗ reject")
        await reader.click_on(reader.screen.margin, "71.5%")
        await reader.click_on(reader.screen.margin, "✓ accept")
        assert [status for _, _, status in reader.marks()] == ["accepted", "rejected"]
        await reader.click_on(reader.screen.margin, "✗ delete")
        assert [status for _, _, status in reader.marks()] == ["rejected", "rejected"]


async def test_what_is_counted_later_does_not_move_what_one_clicks(
    open_text: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReadingScreen, "_count_decisions", lambda _screen: None)  # it is told below
    async with open_text(TEXT, size=WIDE) as reader:
        for quote in ("71.5%", "93.8%"):
            suggest(reader, quote)
        await reader.press("down", "tab")
        before = reader.margin.splitlines()
        assert any("none decided yet" in line for line in before)
        reader.screen._take_decisions({("pack/rule", "statistic"): Decisions("pack/rule", "statistic", 1, 8, 2)})
        await reader.pilot.pause()
        after = reader.margin.splitlines()
        assert any("1 of 9 accepted" in line for line in after)
        assert [row for row, line in enumerate(after) if "✓" in line or "○" in line] == [
            row for row, line in enumerate(before) if "✓" in line or "○" in line
        ]


@pytest.mark.parametrize("key", ["i", "ctrl+d"])
@pytest.mark.parametrize("size", [(80, 24), WIDE])
async def test_both_scripts_of_the_paragraph(open_text: Open, key: str, size: tuple[int, int]) -> None:
    def parallel() -> list[str]:
        widget = reader.screen.parallel
        return [line for y in range(widget.size.height) if (line := widget.render_line(y).text.strip())]

    async with open_text(TEXT, size=size) as reader:
        await reader.press(*["down"] * 3, key)
        assert parallel() == ["原    干部头发白了,数据也多了。", "繁    幹部頭髮白了,數據也多了。"]
        strip = reader.screen.parallel.render_line(2)
        bold = "".join(segment.text for segment in strip if segment.style and segment.style.bold)
        assert bold == "幹頭髮數據"
        await reader.press("t")
        assert parallel()[1].startswith("简    干部头发")
        await reader.press("up", "T", "T")
        assert parallel()[1].startswith("臺    一、辦好")
        page_rows = reader.page.size.height
        await reader.press(key)
        assert not reader.screen.parallel.display
        assert reader.page.size.height > page_rows


async def test_a_low_screen_keeps_its_rows_for_the_page(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("i")
        await reader.pilot.resize_terminal(80, 8)
        await reader.pilot.pause()
        assert not reader.screen.parallel.display
        assert reader.page.size.height > 1
        await reader.press("i", "i")
        assert "Too low" in reader.foot
        await reader.pilot.resize_terminal(80, 24)
        await reader.pilot.pause()
        assert reader.screen.parallel.display


async def test_both_scripts_follow_the_selection_of_a_long_paragraph(open_text: Open) -> None:
    text = "".join(f"第{n}件事办完了," for n in range(1, 90)) + "数据在末尾。"
    async with open_text(text) as reader:
        await reader.press("i")
        start = text.index("数据")
        reader.page.at.select(Span(start, start + 2))
        reader.page.show()
        widget = reader.screen.parallel
        shown = "".join(widget.render_line(y).text for y in range(widget.size.height))
        assert "数据在末" in shown
        assert "數據在末" in shown


async def test_the_wheel_moves_the_headings_not_what_is_marked_among_them(open_text: Open) -> None:
    async with open_text("\n".join(f"第{number}章\n一段。" for number in range(1, 99)), size=(120, 20)) as reader:
        outline = reader.screen.outline
        await reader.press("O", "down")
        marked = outline.cursor
        for _ in range(3):
            await reader.pilot._post_mouse_events([MouseScrollDown], "#outline")
            await reader.pilot.pause()
        assert (outline.cursor, outline.first) == (marked, 3)
