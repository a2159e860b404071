"""The screen of numbers: every key of its table."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, cast

import pytest
from textual.widgets import Sparkline, Static

from reader.library.stats import Day
from reader.text.cells import text_cells
from reader.text.spans import Span
from reader.tui.app import PizhuApp
from reader.tui.screens.help import HelpScreen
from reader.tui.screens.library import LibraryScreen
from reader.tui.screens.stats import StatsScreen, every_day
from reader.tui.widgets.bar_list import BarList
from tests.tui.conftest import TwoByTwo, finished

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from textual.pilot import Pilot

    from reader.desk import Desk
    from tests.tui.conftest import Open

TEXT = "全市推行“一事一单”制度,办结率由71.5%提高到93.8%。"


class Numbers:
    """The screen as a test sees it."""

    def __init__(self, app: PizhuApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> StatsScreen:
        return cast("StatsScreen", self.app.screen)

    @property
    def y(self) -> int:
        return round(self.screen.scroller.scroll_y)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await finished(self.app, "stats")
        await self.pilot.pause()
        await self.pilot.pause()

    def bars(self, which: str) -> list[str]:
        bars = self.screen.query_one(f"#{which}", BarList)
        lines = [bars.render_line(y) for y in range(bars.size.height)]
        assert all(line.cell_length == text_cells(line.text) == bars.size.width for line in lines)
        return [text for line in lines if (text := line.text.strip())]


@asynccontextmanager
async def opened(desk: Desk, size: tuple[int, int] = (120, 24)) -> AsyncIterator[Numbers]:
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        numbers = Numbers(app, pilot)
        await numbers.press("s")
        yield numbers


@pytest.fixture
def marked(desk: Desk, add: Callable[..., int]) -> int:
    """Three accepted, one rejected, in two documents."""
    document = add(TEXT, title="小事")
    desk.annotate(document, Span(0, 2), "program")
    desk.annotate(document, Span(2, 4), "program")
    desk.reject(desk.annotate(document, Span(4, 6), "policy").annotation)
    desk.annotate(add("另一篇。", "b.txt"), Span(0, 2), "statistic")
    return document


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (200, 60)])
async def test_bars_with_their_numbers(desk: Desk, marked: int, size: tuple[int, int]) -> None:
    async with opened(desk, size) as numbers:
        head, program, statistic, policy = numbers.bars("labels")
        assert ("accepted" in head) == (size[0] >= 80)
        assert "━" in head
        assert program.split()[-3:] == ["2", "·", "·"]
        assert policy.split()[-3:] == ["·", "·", "1"]
        if size[0] >= 80:
            assert program.count("━") > statistic.count("━") > 0
            assert policy.count("━") == 0
            assert [line.split()[0] for line in numbers.bars("documents")[1:]] == ["小事", "b.txt"]
            assert numbers.bars("people")[1].split()[-3:] == ["3", "1", "0"]
            assert numbers.bars("days")[1].split()[0] == "2026-01-01"
            assert "2 documents · 3 annotations" in str(numbers.screen.totals.render())


async def test_moving_and_parts(desk: Desk, add: Callable[..., int]) -> None:
    for number in range(50):
        add(f"第{number}篇。", f"{number}.txt")
    async with opened(desk) as numbers:
        seen = []
        for key in ("down", "j", "up", "k", "pagedown", "space", "pageup", "home", "end"):
            await numbers.press(key)
            seen.append(numbers.y)
        bottom = numbers.screen.scroller.max_scroll_y
        page = numbers.screen.scroller.size.height - 2
        second = min(2 * page, bottom)
        assert seen == [3, 6, 3, 0, page, second, second - page, 0, bottom]
        tops = [numbers.y]
        for key in ("home", "tab", "right", "shift+tab", "left"):
            await numbers.press(key)
            tops.append(numbers.y)
        assert tops[0] == bottom
        assert tops[1:] == [0, tops[2], tops[3], tops[2], 0]
        assert 0 < tops[2] < tops[3]
        assert numbers.bars("documents")[0].startswith("By document, the 40 with most")


@pytest.mark.parametrize("key", ["r", "f5"])
async def test_counting_again(desk: Desk, marked: int, key: str) -> None:
    async with opened(desk) as numbers:
        desk.annotate(marked, Span(6, 8), "policy")
        await numbers.press(key)
        assert numbers.bars("labels")[3].split()[-3:] == ["1", "·", "1"]


async def test_an_empty_library(desk: Desk) -> None:
    async with opened(desk) as numbers:
        assert "0 documents · 0 annotations" in str(numbers.screen.totals.render())
        assert "Nothing is decided yet" in str(numbers.screen.query_one("#days-title", Static).render())
        await numbers.press("tab", "end", "home")


async def test_from_the_reading_screen_theme_help_and_back(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("right", "1", "alt+s")
        numbers = Numbers(reader.app, reader.pilot)
        await numbers.press("f9", "f1")
        assert isinstance(reader.app.screen, HelpScreen)
        await numbers.press("escape", "f10")
        assert reader.page.at.document.entry.name == "a.txt"


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_back(desk: Desk, key: str) -> None:
    async with opened(desk) as numbers:
        await numbers.press(key)
        assert isinstance(numbers.app.screen, LibraryScreen)


def test_days_without_work_are_in_the_line_too() -> None:
    days = [Day("2026-02-27", 3, 1), Day("2026-03-02", 5, 0)]
    assert every_day(days) == [4, 0, 0, 5]
    assert every_day([]) == []


async def test_the_line_has_every_day(desk: Desk, marked: int) -> None:
    desk.now = lambda: "2026-01-03T12:00:00.000+00:00"
    desk.annotate(marked, Span(6, 8), "policy")
    async with opened(desk) as numbers:
        line = numbers.screen.query_one("#days-line", Sparkline)
        assert line.display
        assert line.data == [5, 0, 1]
        assert "2 days with work, most on one day 5" in str(numbers.screen.query_one("#days-span", Static).render())
