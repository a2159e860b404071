"""The review after a new version, driven by keys."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, cast

import pytest

from reader.tui.app import PizhuApp
from reader.tui.screens.library import LibraryScreen
from reader.tui.screens.placing import PlacingScreen
from reader.tui.screens.review import ReviewScreen
from tests.library.test_versions import TEXT, document, mark, quotes, take_in, waiting
from tests.tui.conftest import TwoByTwo

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.pilot import Pilot

    from reader.desk import Desk
    from reader.intake import Imported
    from reader.tui.screens.reading import ReadingScreen

CHANGED = TEXT.replace("3600户", "4200多户").replace("，办结率由71.5%提高到93.8%", "").replace("每个小区", "各小区")


@pytest.fixture
def renewed(desk: Desk) -> Imported:
    """A document with three annotations that wait: one with a guess, one without, one with a guess."""
    first = take_in(desk, TEXT)
    for quote in ("3600户", "93.8%", "每个小区"):
        mark(desk, first, quote)
    return take_in(desk, CHANGED)


@asynccontextmanager
async def reviewing(desk: Desk, size: tuple[int, int] = (100, 24)) -> AsyncIterator[Pilot[None]]:
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("v")
        await pilot.pause()
        yield pilot


def screen(pilot: Pilot[None]) -> ReviewScreen:
    return cast("ReviewScreen", pilot.app.screen)


def lines(pilot: Pilot[None]) -> list[str]:
    found = []
    for widget in (screen(pilot).head, screen(pilot).fact, screen(pilot).old, screen(pilot).new, screen(pilot).foot):
        found += [widget.render_line(y).text.rstrip() for y in range(widget.size.height)]
    return [line for line in found if line]


def says(pilot: Pilot[None], words: str) -> bool:
    return any(words in line for line in lines(pilot))


async def test_the_library_says_how_many_wait(desk: Desk, renewed: Imported) -> None:
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(140, 24)) as pilot:
        await pilot.pause()
        assert "v: 3 to review" in cast("LibraryScreen", app.screen).head.render_line(0).text


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40), (200, 60)])
async def test_old_and_new_stand_beside_each_other_with_the_guess_marked(
    desk: Desk, renewed: Imported, size: tuple[int, int]
) -> None:
    async with reviewing(desk, size) as pilot:
        assert says(pilot, "1 of 3")
        assert says(pilot, "its words were changed")
        assert says(pilot, "Version 1")
        for pane, quote in ((screen(pilot).old, "3600户"), (screen(pilot).new, "4200多户")):
            segments = [s for y in range(pane.size.height) for s in pane.render_line(y)]
            marked = "".join(
                s.text for s in segments if s.style and s.style.bgcolor and s.text.strip() and s.text in quote
            )
            assert marked == quote
        wide = screen(pilot).new.region.y == screen(pilot).old.region.y
        assert wide == (size[0] >= 100)


async def test_accepting_guesses_discarding_and_taking_back(desk: Desk, renewed: Imported) -> None:
    async with reviewing(desk) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert quotes(desk, renewed) == ["4200多户"]
        assert says(pilot, "placed: 4200多户")
        assert says(pilot, "1 of 2")
        await pilot.press("enter")
        await pilot.pause()
        assert says(pilot, "There is no guess")
        assert len(waiting(desk)) == 2
        await pilot.press("backspace")
        await pilot.pause()
        assert [quote for quote, _, _ in waiting(desk)] == ["每个小区"]
        await pilot.press("u")
        await pilot.pause()
        assert len(waiting(desk)) == 2
        assert says(pilot, "back for review: 93.8%")
        await pilot.press("ctrl+r", "enter")
        await pilot.pause()
        assert waiting(desk) == []
        assert says(pilot, "Nothing waits for review.")
        await pilot.press("enter", "delete", "down", "o", "t")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, LibraryScreen)


async def test_moving_through_what_waits(desk: Desk, renewed: Imported) -> None:
    async with reviewing(desk) as pilot:
        for keys, place in (
            (("down",), "2 of 3"),
            (("j", "down"), "3 of 3"),
            (("home",), "1 of 3"),
            (("up",), "1 of 3"),
        ):
            await pilot.press(*keys)
            await pilot.pause()
            assert says(pilot, place)
        await pilot.press("end")
        await pilot.pause()
        assert says(pilot, "3 of 3")


async def test_where_nothing_is_guessed_the_place_is_marked_from_which_the_words_are_gone(
    desk: Desk, renewed: Imported
) -> None:
    async with reviewing(desk) as pilot:
        await pilot.press("down")
        await pilot.pause()
        assert says(pilot, "no guess; about here, ¶ 2")
        assert says(pilot, "各县区对照清单逐项认领│，排在全省第4位。")


async def test_the_panes_can_be_read_in_the_other_script(desk: Desk, renewed: Imported) -> None:
    async with reviewing(desk) as pilot:
        await pilot.press("t", "t")
        await pilot.pause()
        assert says(pilot, "全市啓動“暖心工程”")


async def test_setting_the_place_by_hand(desk: Desk, renewed: Imported) -> None:
    async with reviewing(desk) as pilot:
        await pilot.press("o")
        await pilot.pause()
        await pilot.pause()
        placing = cast("PlacingScreen", pilot.app.screen)
        assert isinstance(placing, PlacingScreen)
        selection = placing.page.at.selection
        assert selection is not None
        assert placing.opened.text(selection) == "4200多户"
        assert "3600户" in placing.foot.render_line(0).text
        await pilot.press("less_than_sign", "enter")
        await pilot.pause()
        await pilot.pause()
        assert quotes(desk, renewed) == ["4200多"]
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert says(pilot, "1 of 2")


async def test_by_hand_nothing_is_placed_where_nothing_is_selected(desk: Desk, renewed: Imported) -> None:
    async with reviewing(desk) as pilot:
        await pilot.press("down", "o")
        await pilot.pause()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, PlacingScreen)
        assert len(waiting(desk)) == 3
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ReviewScreen)


async def test_a_reader_whose_text_has_a_new_version_writes_nothing_and_opens_it_anew(desk: Desk) -> None:
    first = take_in(desk, TEXT)
    app = PizhuApp(desk, first.entry.id, segmenter=TwoByTwo())
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        await pilot.pause()
        list(desk.import_documents([document("通知\n" + TEXT)]))
        await pilot.press("1")
        await pilot.pause()
        await pilot.pause()
        assert quotes(desk, first) == []
        reading = cast("ReadingScreen", app.screen)
        assert reading.opened.entry.digest == document("通知\n" + TEXT).digest
        await pilot.press("1")
        await pilot.pause()
        assert len(quotes(desk, first)) == 1


async def test_undoing_an_import_in_the_reader_opens_the_text_before(desk: Desk) -> None:
    first = take_in(desk, TEXT)
    take_in(desk, "通知\n" + TEXT)
    app = PizhuApp(desk, first.entry.id, segmenter=TwoByTwo())
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        await pilot.press("u")
        await pilot.pause()
        await pilot.pause()
        assert cast("ReadingScreen", app.screen).opened.passage(1).text.startswith("今冬")
