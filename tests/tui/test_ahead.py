from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from reader.open_document import Headings, OpenDocument
from reader.tui import ahead
from reader.tui import app as app_module
from reader.tui.ahead import load_modules, read_sheets
from reader.tui.app import PizhuApp
from reader.tui.screens import reading
from reader.tui.screens.reading import ReadingScreen
from reader.tui.steady import Breather
from tests.tui.conftest import TwoByTwo, finished

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from reader.desk import Desk


async def test_a_sheet_that_is_read_ahead_is_not_read_again_with_its_screen(desk: Desk) -> None:
    list(load_modules())
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test() as pilot:
        known = len(app.stylesheet.source)
        assert sum(read_sheets(app.stylesheet)) == len(app.stylesheet.source) - known > 5
        assert list(read_sheets(app.stylesheet)) == []
        read = set(app.stylesheet.source)
        for key in ("l", "escape", "s"):
            await pilot.press(key)
        sheets = {path for path, _ in app.stylesheet.source if path.endswith(".tcss")}
        assert sheets == {path for path, _ in read if path.endswith(".tcss")}


def test_all_is_tidied_up_once_when_no_key_has_come_for_long(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[tuple[bool, bool]] = []
    now = 100.0
    monkeypatch.setattr(ahead, "tidy", lambda *, resting, thoroughly: done.append((resting, thoroughly)))
    monkeypatch.setattr(ahead, "monotonic", lambda: now)
    app = PizhuApp(desk, segmenter=TwoByTwo())
    for last_key, moments in ((100.0, (100.2, 110, 165, 175)), (200.0, (230, 261))):
        app.last_key = last_key
        for moment in moments:
            now = moment
            app._tidy()
    once, rest, press = (True, True), (True, False), (False, False)
    assert done == [press, rest, once, rest, rest, once]


async def test_the_first_keys_in_a_document_go_before_all_that_is_got_ready(
    desk: Desk, add: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    add("第一段。\n第二段。")
    monkeypatch.setattr(PizhuApp, "get_ahead", lambda _app: done.append("ahead"))
    monkeypatch.setattr(reading, "get_ready", lambda: done.append("library"))
    monkeypatch.setattr(Breather, "breathe", lambda _breather, *, deeply=False: done.extend(["rest"] * deeply))
    monkeypatch.setattr(app_module, "_SETTLED_SECONDS", 600)
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test() as pilot:
        await pilot.press("enter")
        app._settle()  # the moment comes when the library would have been all there
        assert app.opening is not None
        await app.opening.wait()
        await pilot.pause()
        await finished(app, "scripts")
    assert done == ["rest", "library", "rest", "rest", "rest", "ahead"]


async def test_the_library_gets_ahead_where_nothing_is_opened(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(PizhuApp, "get_ahead", lambda _app: done.append("ahead"))
    monkeypatch.setattr(app_module, "_SETTLED_SECONDS", 0.01)
    async with PizhuApp(desk, segmenter=TwoByTwo()).run_test() as pilot:
        await pilot.pause(0.1)
    assert done == ["ahead"]


async def test_what_is_got_ahead_stands_aside_while_a_document_is_being_opened(
    desk: Desk, add: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    add("第一段。\n第二段。")
    app = PizhuApp(desk, segmenter=TwoByTwo())
    seen: list[bool] = []

    async def load_slowly() -> None:
        app.last_key = 0.0  # as if the key that opens had come long ago
        seen.append(monotonic() - app._for_words._last_key() < 60)

    monkeypatch.setattr(app, "load_reading", load_slowly)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        assert app.opening is not None
        await app.opening.wait()
        await pilot.pause()
        app.last_key = 0.0
        assert app._for_words._last_key() == 0.0
    assert seen == [True]


async def test_what_is_got_ahead_stands_aside_until_the_outline_is_there(
    desk: Desk, add: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    add("第一段。\n第二段。")
    app = PizhuApp(desk, segmenter=TwoByTwo())
    seen: list[bool] = []
    headings = OpenDocument.headings

    async def load_slowly() -> None:
        app.last_key = 0.0  # as if the key that opens had come long ago

    def seen_headings(opened: OpenDocument, number: int) -> Headings:
        seen.append(monotonic() - app._for_words._last_key() < 60)
        return headings(opened, number)

    monkeypatch.setattr(app, "load_reading", load_slowly)
    monkeypatch.setattr(OpenDocument, "headings", seen_headings)
    monkeypatch.setattr(ReadingScreen, "_get_ready", lambda _screen: None)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        assert app.opening is not None
        await app.opening.wait()
        await pilot.pause()
    assert seen == [True]
