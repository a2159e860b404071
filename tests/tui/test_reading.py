"""Every row of the table of keys, pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import Key
from textual.widgets import Input

from reader.text.scripts import Script
from reader.text.spans import Span
from reader.tui.bindings import READING, SCREENS
from reader.tui.painting import numbered
from reader.tui.screens.help import HelpScreen
from reader.tui.screens.library import LibraryScreen
from reader.tui.screens.note import NoteScreen
from reader.tui.scrolling import Row
from tests.tui.conftest import suggest

if TYPE_CHECKING:
    from reader.tui.commands import Command
    from tests.tui.conftest import Open

TEXT = "把小事办到心坎上\n去年年底,市里印发办法,在各乡镇推行“一事一单”制度,办结率由71.5%提高到93.8%。\n一、办好身边的小事\n干部头发白了,互联网上的数据也多了,全市已有186处代办点,村民都说好。\n村民老魏说:“以前找人签字要跑三趟,现在在村口就办了。”"
TRADITIONAL = "各支部對照『雙爭』活動,認領崗位,乾部纔能得到鍛煉。"


@pytest.mark.parametrize(("down", "up"), [("down", "up"), ("j", "k")])
async def test_moving_by_paragraph(open_text: Open, down: str, up: str) -> None:
    async with open_text(TEXT) as reader:
        await reader.press(down, down)
        assert reader.page.at.current == 3
        await reader.press(up)
        assert reader.page.at.current == 2
        await reader.press(*[up] * 5)
        assert reader.page.at.current == 1


async def test_page_furniture_is_skipped_but_shown(open_text: Open) -> None:
    furniture = "您当前的位置 : 新闻网 > 正文"
    async with open_text(f"{TEXT.splitlines()[1]}\n{furniture}\n{TEXT.splitlines()[3]}") as reader:
        await reader.press("down")
        assert reader.page.at.current == 3
        assert furniture in reader.text


async def test_ends_and_pages(open_text: Open) -> None:
    text = "\n".join(f"第{n}件事情说来话长，写在这里。" for n in range(1, 101))
    async with open_text(text) as reader:
        await reader.press("end")
        assert reader.page.at.current == 100
        assert "第100件" in reader.text
        await reader.press("home")
        assert reader.page.at.current == 1
        await reader.press("pagedown")
        first = reader.page.at.current
        assert 5 < first < 15
        await reader.press("pagedown")
        assert reader.page.at.current > first
        await reader.press("pageup", "pageup")
        assert reader.page.at.current == 1
        await reader.press(*["pagedown"] * 20)
        assert reader.page.at.current == 100
        assert "第100件" in reader.text


async def test_a_paragraph_longer_than_the_page_is_paged_through(open_text: Open) -> None:
    long = "".join(f"第{n}句话在这里。" for n in range(400))
    async with open_text(f"{long}\n末段在此。") as reader:
        seen = reader.text
        for _ in range(40):
            await reader.press("down")
            if reader.page.at.current == 2:
                break
            seen += reader.text
        assert reader.page.at.current == 2
        assert all(f"第{n}句话" in seen for n in range(400))


@pytest.mark.parametrize(("right", "left"), [("right", "left"), ("l", "h")])
async def test_the_word_cursor(open_text: Open, right: str, left: str) -> None:
    async with open_text(TEXT) as reader:
        await reader.press(right)
        assert reader.selected == "把小"
        await reader.press(right, right)
        assert reader.selected == "到心"
        await reader.press(left)
        assert reader.selected == "事办"
        await reader.press(*[right] * 3)
        assert (reader.selected, reader.page.at.current) == ("去年", 2)


async def test_growing_and_shrinking_a_selection_by_word(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("right", "shift+right", "shift+right")
        assert reader.selected == "把小事办到心"
        await reader.press("shift+left")
        assert reader.selected == "把小事办"
        await reader.press("shift+left", "shift+left")
        assert reader.selected == "把小"
        await reader.press("escape")
        assert reader.selected is None


async def test_by_character(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("ctrl+right", "ctrl+right")
        assert reader.selected == "小"
        await reader.press("ctrl+shift+right", "greater_than_sign")
        assert reader.selected == "小事办"
        await reader.press("less_than_sign")
        assert reader.selected == "小事"
        await reader.press("ctrl+left")
        assert reader.selected == "把"


async def test_the_selection_climbs_the_ladder_and_comes_back(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("down", *["right"] * 9)
        assert reader.selected == "一事"
        steps = []
        for _ in range(5):
            await reader.press("plus")
            steps.append(reader.selected)
        assert steps[0] == "“一事一单”"
        assert steps[1] == "在各乡镇推行“一事一单”制度"
        assert steps[3] == "\n".join(TEXT.splitlines()[:2])  # the section, from the title to the next heading
        assert steps[4] == TEXT
        assert steps[2] == TEXT.splitlines()[1]
        for expected in ["在各乡镇推行“一事一单”制度", "“一事一单”", "一事"]:
            while reader.selected != expected:
                await reader.press("minus")
        await reader.press("minus")
        assert reader.selected is None


@pytest.mark.parametrize("key", ["1", "１"])
async def test_tagging_the_selection(open_text: Open, key: str) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("right", "shift+right", key)
        assert reader.marks() == [("把小事办", "program", "accepted")]
        assert "program" in reader.foot
        assert "把小事办" in reader.foot
        assert "saved" in reader.foot


async def test_tagging_the_paragraph_where_nothing_is_selected(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("down", "2")
        assert reader.marks() == [(TEXT.splitlines()[1], "statistic", "accepted")]


async def test_a_digit_without_a_label_only_says_so(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("9")
        assert reader.marks() == []
        assert "No label" in reader.foot


async def test_delete_undo_redo(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("right", "3", "delete")
        assert reader.marks() == []
        await reader.press("u")
        assert reader.marks() == [("把小", "policy", "accepted")]
        await reader.press("f7")
        assert reader.marks() == []
        await reader.press("ctrl+r")
        assert reader.marks() == [("把小", "policy", "accepted")]
        await reader.press("f8")
        assert reader.marks() == []
        await reader.press("ctrl+r")
        assert "Nothing to redo" in reader.foot


async def test_undo_shows_what_it_changed(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("right", "1", "end", "u")
        assert (reader.page.at.current, reader.selected) == (1, "把小")


async def test_walking_through_annotations(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        for quote in ("71.5%", "93.8%", "186处"):
            suggest(reader, quote)
        await reader.press("home", "right_square_bracket", "right_square_bracket")
        assert reader.selected == "93.8%"
        await reader.press("ctrl+down")
        assert reader.selected == "186处"
        await reader.press("right_square_bracket")
        assert "No annotations further down" in reader.foot
        await reader.press("left_square_bracket")
        assert reader.selected == "93.8%"


async def test_several_annotations_on_one_span_are_all_reached(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("right", "1", "2", "home")
        seen = []
        for _ in range(2):
            await reader.press("right_square_bracket")
            seen.append(reader.screen._focused())
        assert {mark.label for mark in seen if mark} == {"program", "statistic"}


async def test_deciding_suggestions(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        for quote in ("71.5%", "93.8%", "186处"):
            suggest(reader, quote)
        await reader.press("home", "tab", "enter", "tab", "backspace", "tab", "1")
        assert sorted(reader.marks()) == [
            ("186处", "program", "accepted"),
            ("186处", "statistic", "rejected"),
            ("71.5%", "statistic", "accepted"),
            ("93.8%", "statistic", "rejected"),
        ]
        await reader.press("shift+tab")
        assert "Nothing left to decide" in reader.foot
        await reader.press("u", "u", "u")
        assert {status for _, _, status in reader.marks()} == {"suggested"}


async def test_deciding_where_there_is_no_suggestion_says_so(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("enter")
        assert "Nothing left to decide" in reader.foot
        suggest(reader, "186处")
        await reader.press("home", "enter")
        assert "No suggestion; Tab" in reader.foot
        await reader.press("right", "delete")
        assert "No annotation; ]" in reader.foot


async def test_notes(open_text: Open) -> None:
    async with open_text(TEXT, size=(130, 34)) as reader:
        await reader.press("right", "1", "f2")
        assert isinstance(reader.app.screen, NoteScreen)
        await reader.press("再", "看", "enter")
        await reader.pilot.pause()
        (mark,) = reader.page.at.document.marks(1)
        assert mark.note == "再看"
        margin = "".join(reader.screen.margin.render_line(y).text for y in range(12))
        assert "再看" in margin
        await reader.press("f2", "x", "escape")
        assert reader.page.at.document.marks(1)[0].note == "再看"


@pytest.mark.parametrize("key", ["t", "f6"])
async def test_toggling_the_script_goes_round(open_text: Open, key: str) -> None:
    async with open_text(TEXT) as reader:
        shown = []
        for _ in range(4):
            shown.append("互聯網" in reader.text)
            await reader.press(key)
        assert shown == [False, False, True, False]


async def test_the_variant_key_picks_the_traditional_standard(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        shown = []
        for key in ("T", "T", "shift+f6"):
            await reader.press(key)
            shown.append(reader.page.at.script)
        assert shown == [Script.TRADITIONAL, Script.TAIWAN, Script.TAIWAN_PHRASES]
        assert "網際網路" in reader.text


async def test_a_tag_made_in_a_converted_view_lands_on_the_source(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("T", "T", "T")
        start = TEXT.index("互联网")
        reader.page.at.select(Span(start, start + 3))
        await reader.press("2")
        assert reader.marks() == [("互联网", "statistic", "accepted")]
        laid = reader.page.at.laid(4)
        shown = laid.shown(Span(start, start + 3))
        assert shown is not None
        assert shown.slice(laid.view.view) == "網際網路"


async def test_clicking_in_a_converted_view_selects_the_source(open_text: Open) -> None:
    async with open_text(TRADITIONAL) as reader:
        await reader.press("t")
        column, row = reader.cell_of(Span(4, 5))
        assert "对照" in reader.text
        right_half = (column + 1, row)  # of a wide character
        await reader.pilot.mouse_down("#page", offset=right_half)
        await reader.pilot.hover("#page", offset=(right_half[0] + 4, right_half[1]))
        await reader.pilot.mouse_up("#page", offset=(right_half[0] + 4, right_half[1]))
        await reader.pilot.pause()
        assert reader.selected == "照『雙"


async def test_double_click_selects_the_word(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.pilot.double_click("#page", offset=reader.cell_of(Span(4, 5)))
        await reader.pilot.pause()
        assert reader.selected == "到心"


async def test_toggling_keeps_the_paragraph_and_the_selection(open_text: Open) -> None:
    text = "\n".join(f"第{n}台计算机里的数据头发发展，{'字' * 90}。" for n in range(1, 60))
    async with open_text(text) as reader:
        await reader.press(*["down"] * 30, "right", "right")
        current, selected = reader.page.at.current, reader.selected
        top = reader.lines()[1]
        for _ in range(3):
            await reader.press("t")
            assert (reader.page.at.current, reader.selected) == (current, selected)
            assert reader.lines()[1][:6] == top[:6]


async def test_labels_are_visible_in_every_script(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        start = TEXT.index("互联网")
        reader.page.at.select(Span(start, start + 3))
        await reader.press("1", "escape")
        for word in ("互联网", "互联网", "互聯網"):
            underlined = "".join(
                segment.text
                for y in range(reader.page.size.height)
                for segment in reader.page.render_line(y)
                if segment.style is not None and segment.style.underline
            )
            assert underlined == word
            await reader.press("t")


async def test_panes_fold_where_there_is_no_room_and_on_request(open_text: Open) -> None:
    async with open_text(TEXT, size=(80, 24)) as reader:
        assert not reader.screen.outline.display
        await reader.press("o", "f4")
        assert reader.screen.outline.display
        assert reader.screen.margin.display
    async with open_text(TEXT + "\n又一段。", size=(130, 34)) as reader:
        assert reader.screen.outline.display
        await reader.pilot.resize_terminal(80, 24)
        await reader.pilot.pause()
        assert not reader.screen.outline.display


async def test_help_lists_every_key(open_text: Open) -> None:
    async with open_text(TEXT, size=(100, 60)) as reader:
        await reader.press("f1")
        assert isinstance(reader.app.screen, HelpScreen)
        shown = "\n".join(str(widget.render()) for widget in reader.app.screen.query("Static"))
        for command in READING:
            if not command.id.startswith("label."):
                assert command.told in shown
        await reader.press("escape")
        assert not isinstance(reader.app.screen, HelpScreen)


async def test_reading_is_taken_up_where_it_was_left(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("down", "down", "down", "t")
    async with open_text(TEXT) as reader:
        assert reader.page.at.current == 4
        assert reader.page.at.script is Script.SIMPLIFIED


async def test_what_others_write_appears(open_text: Open) -> None:
    from reader.desk import Desk
    from reader.library import Library

    async with open_text(TEXT) as reader:
        with Library(reader.app.desk.library.path) as other:
            Desk(other, "wang").annotate(reader.page.at.document.entry.id, Span(0, 3), "policy")
        reader.screen.look_around()
        assert [mark.quote for mark in reader.page.at.document.marks(1)] == ["把小事"]


async def test_leaving_for_the_library_and_coming_back(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("ctrl+l")
        assert isinstance(reader.app.screen, LibraryScreen)
        await reader.press("enter")
        assert reader.page.at.document.entry.name == "a.txt"
        await reader.press("q")
        assert isinstance(reader.app.screen, LibraryScreen)


async def test_closing_where_one_came_straight_to_a_document_quits(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("q")
        assert not reader.app.is_running


async def test_any_width_shows_the_text(open_text: Open) -> None:
    async with open_text(TEXT, size=(200, 60)) as reader:
        for size in ((200, 60), (80, 24), (20, 6), (12, 3), (120, 40)):
            await reader.pilot.resize_terminal(*size)
            await reader.press("right", "t", "down", "up")
            assert reader.page.at.current >= 1


@pytest.mark.parametrize("commands", SCREENS.values(), ids=SCREENS)
def test_every_command_has_a_key_that_is_no_letter_and_none_means_two_things(commands: tuple[Command, ...]) -> None:
    for command in commands:
        assert any(len(key) > 1 or not key.isalpha() for key in command.keys), command.id
    keys = [key for command in commands for key in command.keys]
    assert len(keys) == len(set(keys))


async def test_keys_pressed_before_the_first_paint_are_taken(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        reader.app.show_library()
        await reader.pilot.press("enter", "down", "right", "1", "t")
        await reader.pilot.pause()
        assert reader.marks() == [("去年", "program", "accepted")]


@pytest.mark.parametrize("key", ["slash", "f5"])
async def test_finding_as_one_writes(open_text: Open, key: str) -> None:
    async with open_text(TEXT + "\n" + TRADITIONAL) as reader:
        await reader.press(key, "幹", "部")
        assert reader.selected == "干部"
        assert reader.page.at.current == 4
        await reader.press("enter", "n")
        assert (reader.selected, reader.page.at.current) == ("乾部", 6)  # as converted on the mainland
        await reader.press("slash")
        await reader.press(*["backspace"] * 3, "鄉", "鎮", "enter")
        assert reader.selected == "乡镇"


async def test_going_from_hit_to_hit_and_round(open_text: Open) -> None:
    async with open_text("甲乙丙。\n丁甲乙。\n戊。\n甲乙。") as reader:
        await reader.press("slash", "甲", "乙")
        assert "3 found" in str(reader.screen.find_bar.count.render())
        await reader.press("enter")
        places = []
        for key in ("n", "n", "n", "N", "ctrl+b", "ctrl+n"):
            await reader.press(key)
            places.append(reader.page.at.current)
        assert places == [2, 4, 1, 4, 2, 4]


async def test_leaving_find_comes_back_to_where_one_was(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("down", "slash", "村", "民")
        assert reader.page.at.current == 4
        await reader.press("escape")
        assert (reader.page.at.current, reader.selected) == (2, None)
        await reader.press("n")
        assert "Nothing to find" in reader.foot


async def test_what_is_not_there_is_told(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("slash", "龘")
        assert reader.selected is None
        assert "0 found" in str(reader.screen.find_bar.count.render())
        await reader.press("enter", "n")
        assert "Not found" in reader.foot


async def test_deciding_a_whole_paragraph_or_a_whole_rule_is_one_action(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        for quote in ("71.5%", "93.8%", "186处"):
            suggest(reader, quote)
        await reader.press("home", "down", "Y")
        assert [status for _, _, status in reader.marks()] == ["accepted", "accepted", "suggested"]
        assert "accepted 2 suggestions" in reader.foot
        await reader.press("u", "home", "tab", "ctrl+k")
        assert [status for _, _, status in reader.marks()] == ["rejected"] * 3
        await reader.press("u")
        assert [status for _, _, status in reader.marks()] == ["suggested"] * 3
        await reader.press("end", "ctrl+x")
        assert "No suggestions" in reader.foot


@pytest.mark.parametrize("key", ["enter", "tab"])
async def test_the_hits_are_walked_through_while_one_writes(open_text: Open, key: str) -> None:
    async with open_text("甲乙丙。\n丁甲乙。\n戊。\n甲乙。") as reader:
        await reader.press("slash", "甲", "乙")
        assert "↵ to the page" in reader.foot
        assert "Esc back" in reader.foot
        places = []
        for step in ("down", "down", "down", "up"):
            await reader.press(step)
            places.append(reader.page.at.current)
        assert places == [2, 4, 1, 4]
        await reader.press(key, "N")
        assert reader.page.at.current == 2
        assert not reader.screen.find_bar.has_class("open")


async def test_a_click_on_the_page_leaves_the_line_to_find_in(open_text: Open) -> None:
    async with open_text("甲乙丙。\n丁甲乙。") as reader:
        await reader.press("slash", "甲", "乙")
        await reader.pilot.click("#page", offset=reader.cell_of(Span(5, 6)))
        await reader.pilot.pause()
        assert not reader.screen.find_bar.has_class("open")
        assert reader.page.at.current == 2
        await reader.press("n")
        assert reader.selected == "甲乙"


async def test_the_words_of_the_line_to_find_in_can_be_clicked(open_text: Open) -> None:
    async with open_text("甲乙丙。\n丁甲乙。", size=(110, 24)) as reader:
        await reader.press("slash", "甲", "乙")
        await reader.click_on(reader.screen.foot, "next hit")
        assert reader.page.at.current == 2
        await reader.click_on(reader.screen.foot, "back")
        assert (reader.page.at.current, reader.selected) == (1, None)


async def test_where_one_is_stays_on_the_page_when_it_becomes_narrower(open_text: Open) -> None:
    async with open_text("\n".join(["把小事办到心坎上。" * 20] * 6), size=(100, 24)) as reader:
        last = reader.page.at.rows[-1].number
        reader.page.at.press(last)
        reader.page.show()
        await reader.pilot.resize_terminal(50, 24)
        await reader.pilot.pause()
        assert last in [row.number for row in reader.page.at.rows]


async def test_what_is_selected_shows_with_lines_around_it(open_text: Open) -> None:
    paragraph = "把小事办到心坎上。" * 12
    async with open_text("\n".join([paragraph] * 12), size=(80, 24)) as reader:
        at = reader.page.at
        for number in range(12):
            start = number * (len(paragraph) + 1) + 50
            at.select(Span(start, start + 4))
            row = at.rows.index(Row(number + 1, at.laid(number + 1).line_of(start)))
            assert 1 <= row < reader.page.size.height - 1


async def test_the_last_paragraph_is_the_end_whatever_white_space_follows(open_text: Open) -> None:
    async with open_text("第一段。\n第二段。\n\n\n") as reader:
        await reader.press("end")
        assert "2/2  100%" in reader.head


def test_a_number_without_room_in_the_gutter_shows_its_end() -> None:
    assert [numbered(one) for one in (7, 1234, 99_999, 100_000, 1_000_000)] == [
        "   7  ", "1234  ", "99999 ", "…0000 ", "…0000 ",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("opens", "line"), [("slash", "#find-query"), ("O", "#outline-query"), ("g", "GoToScreen LineInput")]
)
async def test_what_comes_right_behind_the_key_that_opens_a_line_is_in_it(
    open_text: Open, opens: str, line: str
) -> None:
    async with open_text(TEXT + "\n" + TRADITIONAL) as reader:
        await reader.press("right")
        for key in (opens, "1", "干", "部"):
            reader.app.post_message(Key(key, key[-1]))
        for _ in range(3):
            await reader.pilot.pause()
        assert reader.app.screen.query_one(line, Input).value == "1干部"
        assert list(reader.app.desk.library.annotations.of_document(1)) == []
