from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from reader import bookmarks
from reader.desk import Desk
from reader.text.spans import Span
from reader.tui.app import PizhuApp
from reader.tui.screens.library import LibraryScreen
from tests.tui.conftest import Reader, TwoByTwo

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.tui.screens.bookmarks import BookmarksScreen
    from tests.tui.conftest import Open

TEXT = "第一段。\n第二段说修路。\n第三段。\n第四段说办结率。"


def rows(screen: BookmarksScreen) -> list[str]:
    return [screen.places.render_line(y).text.strip() for y in range(0, screen.places.size.height, 2)]


@pytest.mark.parametrize("key", ["b", "shift+f2"])
async def test_set_and_taken_away(open_text: Open, key: str) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("down", key)
        assert "bookmark set at ¶ 2" in reader.foot
        assert bookmarks.places_in(reader.app.desk, 1) == [TEXT.index("第二")]
        await reader.press(key)
        assert "taken away" in reader.foot
        assert bookmarks.places_in(reader.app.desk, 1) == []


@pytest.mark.parametrize(("following", "previous"), [("apostrophe", "quotation_mark"), ("alt+pagedown", "alt+pageup")])
async def test_from_one_to_the_next(open_text: Open, following: str, previous: str) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("down", "b", "end", "b", "home", following)
        assert reader.page.at.current == 2
        await reader.press(following)
        assert reader.page.at.current == 4
        await reader.press(following)
        assert "No more bookmarks" in reader.foot
        await reader.press(previous)
        assert reader.page.at.current == 2


async def test_the_place_is_left_without_losing_bookmarks(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("b", "down")
    assert bookmarks.places_in(reader.app.desk, 1) == [0]
    assert reader.app.desk.last_place(1).read == ((1, 4),)


async def test_the_list_opens_there_and_takes_away(desk: Desk, add: Callable[..., int]) -> None:
    first, second = add(TEXT, "a.txt", title="简报"), add("另一篇。\n在这里。", "b.txt")
    for document, place in ((second, 5), (first, TEXT.index("第四"))):
        bookmarks.toggle(desk, document, Span(place, place + 1))
    bookmarks.toggle(Desk(desk.library, "wang"), first, Span(0, 1))  # others' are theirs
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("b")
        await pilot.pause()
        screen = cast("BookmarksScreen", app.screen)
        assert rows(screen)[:3] == ["▌ ¶ 4       第四段说办结率。", "¶ 2       在这里。", ""]
        assert "简报" in screen.places.render_line(1).text
        assert "2 bookmarks" in screen.head.render_line(0).text
        await pilot.press("delete")
        assert rows(screen)[0].startswith("▌✗")
        assert bookmarks.places_in(desk, first) == []
        await pilot.press("b")
        assert bookmarks.places_in(desk, first) == [TEXT.index("第四")]
        await pilot.press("space", "down", "enter")
        await pilot.pause()
        reader = Reader(app, pilot)
        assert (reader.page.at.document.entry.name, reader.page.at.current) == ("b.txt", 2)
        await pilot.press("q")
        await pilot.pause()
        assert len([row for row in rows(screen) if row]) == 1
        await pilot.click("#places", offset=(20, 0))
        await pilot.pause()
        assert app.screen.__class__.__name__ == "ReadingScreen"
        await pilot.press("q", "escape")
        await pilot.pause()
        assert isinstance(app.screen, LibraryScreen)


@pytest.mark.parametrize("key", ["B", "shift+f3"])
async def test_from_a_document_to_the_list_and_none_yet(open_text: Open, key: str) -> None:
    async with open_text(TEXT) as reader:
        await reader.press(key)
        screen = cast("BookmarksScreen", reader.app.screen)
        assert "No bookmarks yet" in str(screen.query_one("#told").render())
        await reader.press("down", "end", "pagedown", "home", "delete", "enter", "q")
        assert reader.page.at.current == 1


async def test_one_that_a_new_version_left_within_a_paragraph_is_passed_and_taken_away(open_text: Open) -> None:
    async with open_text("甲乙丙。\n丁戊己。\n庚辛壬。") as reader:
        desk, document = reader.app.desk, reader.page.at.document.entry.id
        desk.library.reading.set_bookmarks(desk.annotator, document, [2, 7, 11], desk.now())
        reached = []
        for key in ("apostrophe", "apostrophe", "quotation_mark", "quotation_mark"):
            await reader.press(key)
            reached.append(reader.page.at.current)
        assert reached == [2, 3, 2, 1]
        await reader.press("b")
        assert bookmarks.places_in(desk, document) == [7, 11]
        assert "taken away" in reader.foot
