"""Every command has something to click: labels, hints, the top line, annotations, the menu, the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.command import CommandPalette

from reader.annotations.model import Label
from reader.text.scripts import Script
from reader.text.spans import Span
from reader.tui.bindings import READING
from reader.tui.screens.going import GoToScreen, paragraph_named
from reader.tui.screens.library import LibraryScreen
from reader.tui.screens.menu import MenuScreen
from tests.tui.conftest import suggest

if TYPE_CHECKING:
    from tests.tui.conftest import Open

TEXT = (
    "把小事办到心坎上\n去年年底,市里印发办法,办结率由71.5%提高到93.8%。\n一、办好身边的小事\n干部头发白了,数据也多了。"
)


async def test_every_key_of_reading_reaches_its_command(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        active = reader.screen.active_bindings
        for command in READING:
            for key in command.keys:
                assert active[key].binding.action == command.action, key


async def test_every_command_is_in_the_palette(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        titles = [command.title for command in reader.app.get_system_commands(reader.screen)]
        for command in READING:
            assert any(command.told in title for title in titles)


async def test_a_click_on_a_label_tags_and_the_right_button_holds_it(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("right")
        await reader.click_on(reader.screen.foot, "statistic")
        assert reader.marks() == [("把小", "statistic", "accepted")]
        await reader.press("right")
        await reader.click_on(reader.screen.foot, "3")
        assert reader.marks()[1] == ("事办", "policy", "accepted")
        await reader.click_on(reader.screen.foot, "program", button=3)
        assert "▸1" in reader.foot


async def test_a_click_on_a_hint_does_it(open_text: Open) -> None:
    async with open_text(TEXT, size=(120, 30)) as reader:
        await reader.click_on(reader.screen.foot, "word")
        assert reader.selected == "把小"
        await reader.click_on(reader.screen.foot, "grow")
        assert reader.selected == "把小事办到心坎上"
        suggest(reader, "71.5%")
        await reader.press("escape")
        await reader.click_on(reader.screen.foot, "suggestion")
        await reader.click_on(reader.screen.foot, "accept")
        assert reader.marks() == [("71.5%", "statistic", "accepted")]
        await reader.press("O")
        await reader.click_on(reader.screen.foot, "back")
        assert reader.screen.focused is reader.page
        await reader.press("M")
        await reader.click_on(reader.screen.foot, "back")
        assert reader.screen.focused is reader.page


async def test_the_top_line(open_text: Open) -> None:
    async with open_text(TEXT, title="把小事办到心坎上") as reader:
        await reader.click_on(reader.screen.head, "原文")
        shown = [reader.page.at.script]
        await reader.click_on(reader.screen.head, "简体", button=3)
        shown.append(reader.page.at.script)
        assert shown == [Script.SIMPLIFIED, Script.TRADITIONAL]
        await reader.click_on(reader.screen.head, "批注", button=3)
        assert isinstance(reader.app.screen, CommandPalette)
        await reader.press("escape")
        await reader.click_on(reader.screen.head, "1/4")
        assert isinstance(reader.app.screen, GoToScreen)
        await reader.press("escape")
        await reader.click_on(reader.screen.head, "把小事")
        assert reader.screen.outline_bar.has_class("open")
        await reader.press("escape")
        await reader.click_on(reader.screen.head, "批注")
        assert isinstance(reader.app.screen, LibraryScreen)


async def test_what_can_be_clicked_is_underlined_under_the_mouse(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.pilot.hover(reader.screen.foot, offset=(6, 0))
        await reader.pilot.pause()
        shown = [s.text for s in reader.screen.foot.render_line(0) if s.style and s.style.underline]
        assert shown == [" program "]
        await reader.pilot.hover(reader.page)
        await reader.pilot.pause()
        assert not any(s.style.underline for s in reader.screen.foot.render_line(0) if s.style)


@pytest.mark.parametrize(
    ("where", "number"),
    [("3", 3), ("99", 40), ("0", 1), ("50%", 20), ("５０％", 20), ("第7段", 7), ("¶ 12", 12), ("100%", 40), ("1%", 1)],
)
def test_where_one_can_go(where: str, number: int) -> None:
    assert paragraph_named(where, 40) == number


@pytest.mark.parametrize("where", ["", "x", "-3", "3.5", "%", "9" * 40])
def test_what_is_no_place(where: str) -> None:
    assert paragraph_named(where, 40) is None


@pytest.mark.parametrize("key", ["g", "ctrl+g"])
async def test_going_to_a_paragraph(open_text: Open, key: str) -> None:
    async with open_text(TEXT) as reader:
        await reader.press(key, "３", "enter")
        await reader.pilot.pause()
        assert reader.page.at.current == 3
        await reader.press(key, "x", "enter")
        assert isinstance(reader.app.screen, GoToScreen)
        assert "no number" in str(reader.app.screen.told.render())
        await reader.press("escape", key, "enter")
        assert reader.page.at.current == 3


async def test_a_click_on_an_annotation_selects_it_and_the_next_click_the_one_around_it(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        inner = suggest(reader, "71.5%")
        outer = suggest(reader, "办结率由71.5%提高")
        cell = reader.cell_of(Span(TEXT.index("1.5"), TEXT.index("1.5") + 1))
        seen = []
        for step in range(3):
            await reader.pilot.click("#page", offset=(cell[0] + step, cell[1]))
            await reader.pilot.pause()
            seen.append(reader.screen._focus_id)
        assert seen == [inner.id, outer.id, inner.id]
        await reader.pilot.click("#page", offset=reader.cell_of(Span(12, 13)))
        await reader.pilot.pause()
        assert reader.selected is None


async def test_the_right_button_opens_a_menu_on_what_is_under_it(open_text: Open) -> None:
    async with open_text(TEXT, size=(120, 34)) as reader:
        suggest(reader, "71.5%")
        await reader.pilot.click("#page", offset=reader.cell_of(Span(TEXT.index("1.5"), 99)), button=3)
        await reader.pilot.pause()
        menu = reader.app.screen
        assert isinstance(menu, MenuScreen)
        await reader.press("down", "enter")
        await reader.pilot.pause()
        assert reader.marks() == [("71.5%", "statistic", "rejected")]
        await reader.pilot.click("#page", offset=reader.cell_of(Span(2, 3)), button=3)
        await reader.pilot.pause()
        assert isinstance(reader.app.screen, MenuScreen)
        await reader.pilot.click(offset=(118, 33))
        await reader.pilot.pause()
        assert reader.selected == "事办"


@pytest.mark.parametrize("key", ["full_stop", "ideographic_full_stop"])
async def test_the_menu_by_key(open_text: Open, key: str) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("right", "1", key)
        assert isinstance(reader.app.screen, MenuScreen)
        await reader.press("j", "j", "enter")  # note, delete, it is: statistic
        await reader.pilot.pause()
        assert reader.marks() == [("把小", "statistic", "accepted")]
        await reader.press(key, "escape")
        assert reader.selected == "把小"


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (("c", "ctrl+c"), "幹部頭髮"),
        (("C", "ctrl+u"), "干部头发"),
        (("r", "ctrl+w"), "“幹部頭髮” — 办法 (2026-02-03), ¶ 4"),
    ],
)
async def test_copying(open_text: Open, keys: tuple[str, ...], text: str) -> None:
    async with open_text(TEXT, title="办法", date="2026-02-03") as reader:
        start = TEXT.index("干部")
        await reader.press("T")
        reader.page.at.select(Span(start, start + 4))
        reader.page.show()
        for key in keys:
            reader.app.copy_to_clipboard("")
            await reader.press(key)
            assert reader.app.clipboard == text
            assert "copied" in reader.foot


async def test_copying_several_paragraphs_keeps_what_is_between(open_text: Open) -> None:
    text = "干部。\n\n  头发\x1b[31m。\n数据。"
    async with open_text(text) as reader:
        await reader.press("alt+down", "alt+down", "T", "c")
        assert reader.app.clipboard == "幹部。\n\n  頭髮\x1b[31m。"
        await reader.press("C")
        assert reader.app.clipboard == "干部。\n\n  头发\x1b[31m。"


async def test_what_is_too_long_for_a_clipboard_is_not_copied(open_text: Open) -> None:
    async with open_text("\n".join(["字" * 4000] * 20)) as reader:
        await reader.press("plus", "plus", "plus", "plus", "plus", "c")
        assert reader.app.clipboard == ""
        assert "Too long" in reader.foot


async def test_a_label_without_a_digit_is_in_the_menu_and_in_the_palette(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        name = "10'[b]\"号"
        reader.app.desk.add_label(Label(name, "", "", "teal", "", 9))
        reader.screen.take_labels()
        told = {command.title for command in reader.app.get_system_commands(reader.screen)}
        assert "Tag: 10'［b]\"号" in told
        await reader.press("right", "full_stop", "down", "down", "down", "enter")
        await reader.pilot.pause()
        assert reader.marks() == [("把小", name, "accepted")]
        await reader.press("full_stop", "down", "down", "enter")  # note, delete, it is: program
        await reader.pilot.pause()
        assert reader.marks() == [("把小", "program", "accepted")]
