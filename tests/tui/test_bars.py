"""The top and the bottom line where there is much to tell and little room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.text.cells import text_cells
from reader.tui.bindings import LABELS
from reader.tui.widgets.bars import fitting

if TYPE_CHECKING:
    from tests.tui.conftest import Open

NAMES = ("人物", "机构与单位", "地点", "时间与日期", "project", "statistics", "policy document", "名称", "其他")


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
async def test_every_label_keeps_its_digit(open_text: Open, width: int) -> None:
    async with open_text("把小事办到心坎上。", size=(width, 24)) as reader:
        labels = reader.screen._labels
        shown = [
            (type(labels[0])(name, colour="blue", key=str(number)), "blue")
            for number, name in enumerate(NAMES, start=1)
        ]
        reader.screen.foot.set_labels(shown)
        line = reader.foot
        assert text_cells(line) == width
        assert all(f" {number} " in line for number in range(1, 10))
        if width >= 120:  # some of each name
            assert all(name[0] in line for name in NAMES)


async def test_the_moment_of_the_last_save_stays_beside_a_long_message(open_text: Open) -> None:
    async with open_text("把小事办到心坎上，再往前走一步，写在这里。") as reader:
        await reader.press("1")
        assert "program: 把" in reader.foot
        assert reader.foot.rstrip().endswith(reader.screen._saved)


async def test_no_hint_pushes_the_last_save_out(open_text: Open) -> None:
    async with open_text("把小事办到心坎上。\n再往前走。", size=(140, 24)) as reader:
        await reader.press("1", "down")
        for width in range(70, 140, 3):
            await reader.pilot.resize_terminal(width, 24)
            await reader.pilot.pause()
            assert text_cells(reader.foot) == width
            assert reader.foot.rstrip().endswith(reader.screen._saved), width


async def test_what_one_is_doing_decides_which_keys_are_named(open_text: Open) -> None:
    async with open_text("把小事办到心坎上。", size=(140, 24)) as reader:
        assert "Tab suggestion" in reader.foot
        await reader.press("right")
        assert "everywhere" in reader.foot
        await reader.press("1", "left", "right", "left_square_bracket")
        assert "note" in reader.foot
        await reader.press("0", "escape", "escape", "0")
        await reader.press("down")
        assert "▸1" in reader.foot


@pytest.mark.parametrize("room", range(0, 80, 7))
def test_the_ways_to_the_help_and_back_stand_the_longest(room: int) -> None:
    hints = [(command, command.shown.split(" ")[0], f" {command.hint}") for command in LABELS if command.hint]
    kept = [command.id for command, _key, _word in fitting(hints, room)]
    assert sum(text_cells(key + word) + 2 for _command, key, word in fitting(hints, room)) <= room + 2
    assert kept == [command.id for command in LABELS if command.id in kept]
    assert room < 18 or kept[-2:] == ["help", "back"]
