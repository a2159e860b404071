from __future__ import annotations

from typing import TYPE_CHECKING, cast

from reader.text.spans import Span
from reader.tui.app import PizhuApp
from reader.tui.screens.library import LibraryScreen
from tests.tui.conftest import TwoByTwo

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.desk import Desk
    from reader.tui.screens.reading import ReadingScreen
    from reader.tui.screens.search import SearchScreen


def shown(app: PizhuApp) -> list[str]:
    documents = cast("LibraryScreen", app.screen).documents
    lines = (documents.render_line(y).text for y in range(0, documents.size.height, documents.ROW_HEIGHT))
    return [line for line in lines if line.strip()]


async def test_documents_with_their_figures(desk: Desk, add: Callable[..., int]) -> None:
    first = add("甲乙丙。\n丁。", "a.txt", title="把小事办到心坎上", date="2019-03-12")
    add("學習型組織簡報，各支部對照。", "b.txt")
    desk.annotate(first, Span(0, 2), "program")
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        one, two = shown(app)
        assert "把小事办到心坎上" in one
        assert "2019-03-12" in one
        assert "简" not in two
        assert "繁" in two
        assert "0/2" in one
        head = cast("LibraryScreen", app.screen).head.render_line(0).text
        assert "2 documents · 1 annotation · 0 suggestions" in head


async def test_the_filter_finds_either_script(desk: Desk, add: Callable[..., int]) -> None:
    add("甲", "a.txt", title="學習型組織簡報")
    add("乙", "b.txt", title="暖心工程")
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press("slash", "学", "习")
        await pilot.pause()
        (only,) = shown(app)
        assert "學習型組織簡報" in only
        await pilot.press("enter", "escape")
        await pilot.pause()
        assert len(shown(app)) == 2


async def test_moving_and_opening(desk: Desk, add: Callable[..., int]) -> None:
    for number in range(1, 31):
        add(f"第{number}篇。", f"{number:02}.txt")
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press("end")
        await pilot.pause()
        assert any("30.txt" in line for line in shown(app))
        await pilot.press("home", "down", "pagedown", "enter")
        await pilot.pause()
        assert app.screen.__class__.__name__ == "ReadingScreen"


async def test_an_empty_library_says_what_to_do(desk: Desk) -> None:
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "enter", "end")
        await pilot.pause()
        assert "i imports files" in str(cast("LibraryScreen", app.screen).shown.render())


async def test_searching_all_documents_and_opening_one_there(desk: Desk, add: Callable[..., int]) -> None:
    add("市委听取“暖心工程”汇报。", "a.txt", title="一")
    add("前面一段。\n各支部對照『暖心工程』逐項認領崗位。", "b.txt", title="二")
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press("g", "暖", "心", "工", "程")
        await pilot.pause()
        screen = cast("SearchScreen", app.screen)
        rows = [text for y in range(screen.places.size.height) if (text := screen.places.render_line(y).text).strip()]
        assert len(rows) == 4
        assert "對照『暖心工程』" in rows[3]
        assert "2 places in 2 documents" in screen.head.render_line(0).text
        await pilot.press("down", "enter")
        await pilot.pause()
        reading = cast("ReadingScreen", app.screen)
        assert (reading.opened.entry.name, reading.page.at.current) == ("b.txt", 2)
        await pilot.press("q", "escape")
        await pilot.pause()
        assert isinstance(app.screen, LibraryScreen)
