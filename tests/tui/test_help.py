"""Help: all keys in force, by group, on any screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from textual.widgets import Static

from reader.config import Settings
from reader.tui.app import PizhuApp
from reader.tui.bindings import FIND, MARGIN, OUTLINE, READING
from reader.tui.screens.help import Group, HelpScreen, halves
from tests.tui.conftest import TwoByTwo

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.desk import Desk
    from tests.tui.conftest import Open


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_the_keys_of_the_panes_are_told_too(open_text: Open, size: tuple[int, int]) -> None:
    async with open_text("把小事办到心坎上。", size=size) as reader:
        await reader.press("f1")
        shown = {str(widget.render()) for widget in reader.app.screen.query(Static)}
        told = {command.title for command in (*READING, *OUTLINE, *MARGIN, *FIND) if "label." not in command.id[:6]}
        assert told - shown <= {"Tag with the label of that key"}
        assert {"Outline", "Annotations", "Find"} <= shown


async def test_keys_scroll_what_has_no_room(open_text: Open) -> None:
    async with open_text("把小事办到心坎上。") as reader:
        await reader.press("f1")
        keys = cast("HelpScreen", reader.app.screen).keys
        tops = [keys.scroll_offset.y]
        for key in ("j", "j", "k", "pagedown", "home"):
            await reader.press(key)
            await reader.pilot.wait_for_scheduled_animations()
            tops.append(keys.scroll_offset.y)
        assert tops[:4] == [0, 1, 2, 1]
        assert tops[4] > 10
        assert tops[5] == 0
        assert keys.region.bottom <= 24


async def test_keys_that_a_person_has_chosen_are_the_ones_told(desk: Desk, add: Callable[..., int]) -> None:
    add("把小事办到心坎上。")
    app = PizhuApp(desk, segmenter=TwoByTwo(), settings=Settings(keys={"documents.sort": "ctrl+up"}))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert "Ctrl+↑ sort" in app.screen.query_one("#foot").render_line(0).text
        await pilot.press("f1")
        assert "Ctrl+↑" in {str(widget.render()) for widget in app.screen.query(Static)}


def test_two_columns_are_about_as_high() -> None:
    groups = [Group(str(count), READING[:count]) for count in (10, 4, 9, 3, 2)]
    left, right = halves(groups)
    assert [group.title for group in left] == ["10", "4"]
    assert [*left, *right] == groups
