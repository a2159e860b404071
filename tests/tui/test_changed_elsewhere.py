"""What another program renews or removes while it is open here, or listed, driven by keys."""

from __future__ import annotations

import os
import signal
from contextlib import asynccontextmanager
from time import monotonic, sleep
from typing import TYPE_CHECKING, cast

import pytest
from textual.events import Key

from reader.desk import Desk
from reader.library import Library
from reader.tui.app import PizhuApp
from reader.tui.screens.library import LibraryScreen
from reader.tui.screens.menu import MenuScreen
from tests.library.test_versions import document, quotes, take_in
from tests.tui.conftest import TwoByTwo

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.pilot import Pilot

    from reader.intake import Imported
    from reader.tui.screens.reading import ReadingScreen

LONG = "\n".join(f"第{number}章\n一段话写在这里，说来话长。" for number in range(1, 400))
SHORT = LONG[: LONG.index("第20章")]


@pytest.fixture(autouse=True)
def rarely(monkeypatch: pytest.MonkeyPatch) -> None:
    """What came meanwhile is seen by a key, before the reader has looked by itself."""
    monkeypatch.setattr("reader.tui.screens.reading._LOOK_SECONDS", 3600)


@asynccontextmanager
async def at_its_end(desk: Desk, opened: Imported) -> AsyncIterator[Pilot[None]]:
    """The reader at the end of a document."""
    app = PizhuApp(desk, opened.entry.id, segmenter=TwoByTwo())
    async with app.run_test(size=(130, 34)) as pilot:
        await pilot.pause()
        await pilot.press("end")
        await pilot.pause()
        yield pilot


@pytest.mark.parametrize(
    "keys",
    [
        ["up"],
        ["pageup"],
        ["home"],
        ["right"],
        ["1"],
        ["O", "up"],
        ["question_mark", "escape"],
        ["slash", "一", "enter"],
    ],
)
async def test_no_key_is_for_a_text_that_another_program_made_shorter(desk: Desk, keys: list[str]) -> None:
    """Whatever comes before the reader has looked for what others wrote, and under whatever screen they wrote it."""
    first = take_in(desk, LONG)
    async with at_its_end(desk, first) as pilot:
        opened, rest = (keys[:1], keys[1:]) if len(keys) > 1 else ([], keys)
        await pilot.press(*opened)
        await pilot.pause()
        with Library(desk.library.path) as other:
            take_in(Desk(other, "wang"), SHORT)
        await pilot.press(*rest)
        await pilot.pause()
        await pilot.press("up", "up", "right")
        await pilot.pause()
        assert cast("ReadingScreen", pilot.app.screen).opened.entry.digest == document(SHORT).digest
        assert quotes(desk, first) == []


@pytest.mark.parametrize("keys", [["up"], ["1"], ["u"], ["question_mark", "escape"], ["q"]])
async def test_a_document_that_another_program_removed_is_left(desk: Desk, keys: list[str]) -> None:
    first = take_in(desk, LONG)
    take_in(desk, SHORT, "b.txt")
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(130, 34)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("end", *keys[:-1])
        await pilot.pause()
        with Library(desk.library.path) as other:
            list(Desk(other, "wang").remove([first.entry]))
        await pilot.press(keys[-1])
        await pilot.pause()
        assert isinstance(app.screen, LibraryScreen)
        assert "a.txt was removed meanwhile." in {one.message for one in app._notifications}.pop()
        assert app.screen.documents.row_count == 1
        await pilot.press("enter")
        await pilot.pause()
        assert cast("ReadingScreen", app.screen).opened.entry.name == "b.txt"


@pytest.mark.parametrize("removed", [True, False])
async def test_a_paragraph_that_is_gone_when_its_number_is_written_is_not_gone_to(desk: Desk, removed: bool) -> None:
    first = take_in(desk, LONG)
    async with at_its_end(desk, first) as pilot:
        await pilot.press("g")
        await pilot.pause()
        with Library(desk.library.path) as library:
            other = Desk(library, "wang")
            if removed:
                list(other.remove([first.entry]))
            else:
                take_in(other, SHORT)
        await pilot.press("7", "0", "0", "enter")
        await pilot.pause()
        await pilot.pause()
        if removed:
            assert isinstance(pilot.app.screen, LibraryScreen)
        else:
            assert cast("ReadingScreen", pilot.app.screen).opened.entry.digest == document(SHORT).digest


async def test_what_another_program_removed_before_it_is_shown_is_told(desk: Desk) -> None:
    first = take_in(desk, LONG)
    list(desk.remove([first.entry]))
    app = PizhuApp(desk, first.entry.id, segmenter=TwoByTwo())
    async with app.run_test(size=(130, 34)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, LibraryScreen)
        assert [one.severity for one in app._notifications] == ["error"]


async def test_a_program_that_is_ended_while_it_opens_a_document_ends(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(desk, LONG)
    monkeypatch.setattr("reader.tui.ahead.load_reading", lambda: sleep(0.3))
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test() as pilot:
        await pilot.pause()
        app.post_message(Key("enter", None))
        await pilot.pause(0.1)
        os.kill(os.getpid(), signal.SIGTERM)
        app.post_message(Key("down", None))
        await pilot.pause(0.5)
    assert app.return_value is None


async def test_what_another_program_removed_is_not_opened_from_a_list(desk: Desk) -> None:
    first = take_in(desk, LONG)
    take_in(desk, SHORT, "b.txt")
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(130, 34)) as pilot:
        await pilot.pause()
        with Library(desk.library.path) as other:
            list(Desk(other, "wang").remove([first.entry]))
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, LibraryScreen)
        assert app.screen.documents.row_count == 1
        assert [one.severity for one in app._notifications] == ["error"]


async def test_a_hit_in_a_text_that_another_program_made_shorter_opens_its_end(desk: Desk) -> None:
    take_in(desk, LONG + "\n末尾")
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(130, 34)) as pilot:
        await pilot.pause()
        await pilot.press("g", *"末尾")
        await pilot.pause(0.5)
        with Library(desk.library.path) as other:
            take_in(Desk(other, "wang"), SHORT)
        await pilot.press("enter")
        await pilot.pause()
        assert cast("ReadingScreen", app.screen).opened.entry.digest == document(SHORT).digest


async def test_what_is_chosen_in_the_menu_is_not_for_a_text_that_another_program_renewed(desk: Desk) -> None:
    first = take_in(desk, LONG)
    async with at_its_end(desk, first) as pilot:
        await pilot.press("right", "full_stop")
        await pilot.pause()
        assert isinstance(pilot.app.screen, MenuScreen)
        with Library(desk.library.path) as other:
            take_in(Desk(other, "wang"), SHORT)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert cast("ReadingScreen", pilot.app.screen).opened.entry.digest == document(SHORT).digest
        assert [one.severity for one in pilot.app._notifications] == ["information"]
        assert quotes(desk, first) == []


async def test_the_headings_that_come_later_are_not_mixed_with_those_of_a_new_version(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.tui.screens.panes._ALL_HEADINGS_SECONDS", 0.1)
    chapters = [f"第{number}章\n一段话写在这里，说来话长。" for number in range(1, 1200)]
    first = take_in(desk, "\n".join(chapters))
    monkeypatch.setattr("reader.tui.screens.reading.ReadingScreen._get_ready", lambda _screen: None)
    app = PizhuApp(desk, first.entry.id, segmenter=TwoByTwo())
    app.last_key = monotonic() + 3600  # as if keys came until the text is renewed
    async with app.run_test(size=(130, 34)) as pilot:
        await pilot.pause()
        old = cast("ReadingScreen", app.screen)
        known = old.outline
        assert len(known.all_known) == 1000
        with Library(desk.library.path) as other:
            take_in(Desk(other, "wang"), "\n".join(["一句新话，写在最前面。", *chapters[:1100]]))
        app.last_key = 0.0
        for _time in range(100):
            await pilot.pause(0.05)
            screen = cast("ReadingScreen", app.screen)
            is_open = screen is not old and screen.query("#page") and screen.page.is_open
            if is_open and screen.outline.all_known and screen.outline.has_all:
                break
        assert list(screen.outline.all_known.numbers) == [*range(2, 2202, 2)]
        assert len(known.all_known) == 1000
