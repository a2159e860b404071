from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from textual.events import Key

from reader import everywhere
from reader.desk import Desk
from reader.library.reading import LastPlace
from reader.text.spans import Span
from reader.tui.app import PizhuApp
from reader.tui.screens import library as library_screen
from reader.tui.screens import search as search_screen
from reader.tui.screens.library import LibraryScreen
from reader.tui.widgets.document_list import columns_for
from reader.tui.widgets.lines import LineWidget
from reader.tui.widgets.welcome import Welcome
from tests.library.test_versions import take_in
from tests.tui.conftest import TwoByTwo, finished
from tests.tui.test_hostile import painted

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

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
        assert "2 documents · 3 paragraphs · 1 annotation · 0 suggestions" in head
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        head = cast("LibraryScreen", app.screen).head.render_line(0).text
        assert "2 documents · 1 annotation · 0 suggestions" in head


@pytest.mark.parametrize(("width", "title", "names"), [
    (78, 46, ["Read", "Tags", "To decide"]),
    (118, 40, ["Date", "Script", "Read", "Tags", "To decide", "Last"]),
    (198, 72, ["Name", "Date", "Script", "Read", "Tags", "To decide", "Last"]),
])  # fmt: skip
def test_the_title_has_room_before_other_columns_have(width: int, title: int, names: list[str]) -> None:
    first, *others = columns_for(width)
    assert (first.name, first.width_cells >= title) == ("Title", True)
    assert [column.name for column in others] == names
    assert 3 + first.width_cells + sum(column.width_cells for column in others) == width


async def test_what_has_no_column_is_told_below_the_title(desk: Desk, add: Callable[..., int]) -> None:
    add("把小事办到心坎上。", "news.txt", title="把小事办到心坎上", date="2026-03-12")
    app = PizhuApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        told = cast("LibraryScreen", app.screen).documents.render_line(1).text.strip()
        assert told == "news.txt · 2026-03-12 · simplified"


@pytest.mark.parametrize("key", ["n", "ctrl+n"])
async def test_a_document_gets_another_title(desk: Desk, add: Callable[..., int], key: str) -> None:
    document = add("把小事办到心坎上。", "news.txt", title="旧题")
    app = PizhuApp(desk)
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press(key, *["backspace"] * 2, "新", "题", "enter")
        await finished(app, "job")
        await pilot.pause()
        assert desk.library.documents.entry(document).title == "新题"
        assert shown(app)[0].split()[1] == "新题"
        assert "旧题" in painted(app.screen)


@pytest.mark.parametrize(("key", "left"), [("delete", ["b.txt"]), ("d", ["b.txt"]), ("shift+delete", []), ("D", [])])
async def test_documents_are_removed_when_that_was_said(
    desk: Desk, add: Callable[..., int], key: str, left: list[str]
) -> None:
    desk.annotate(add("把小事办到心坎上。", "a.txt"), Span(0, 2), "program")
    add("另一篇。", "b.txt")
    app = PizhuApp(desk)
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert "1 annotation" in painted(app.screen)
        await pilot.press("enter")
        await finished(app, "job")
        assert len(desk.library.documents.entries()) == 2
        await pilot.press(key)
        await pilot.pause()
        await pilot.press("down", "enter")
        await pilot.pause()
        await finished(app, "job")
        await pilot.pause()
        assert [entry.name for entry in desk.library.documents.entries()] == left
        assert len(list(desk.library.upkeep.folder.glob("*-before-remove.db"))) == 1
        assert "a.txt" not in painted(app.screen)


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


async def test_an_empty_library_says_how_to_begin(desk: Desk, add: Callable[..., int]) -> None:
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "enter", "end")
        await pilot.pause()
        screen = cast("LibraryScreen", app.screen)
        welcome = screen.query_one(Welcome)
        assert "i F2    import files" in str(welcome.render())
        assert "pizhu samples --copy texts" in str(welcome.render())
        assert [screen.documents.display, screen.columns.display, welcome.display] == [True, False, True]
        assert "i import" in screen.foot.render_line(0).text
        assert "sort" not in screen.foot.render_line(0).text
        add("把小事办到心坎上。", "news.txt")
        screen.read_again()
        await pilot.pause()
        assert not welcome.display
        assert screen.columns.display
        assert "sort" in screen.foot.render_line(0).text


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
        selection = reading.page.at.selection
        assert selection is not None
        assert reading.opened.text(selection) == "暖心工程"
        await pilot.press("q", "escape")
        await pilot.pause()
        assert isinstance(app.screen, LibraryScreen)


def names(app: PizhuApp) -> list[str]:
    return [overview.entry.name for overview in cast("LibraryScreen", app.screen).documents.overviews]


def column_names(app: PizhuApp) -> str:
    return cast("LibraryScreen", app.screen).columns.render_line(0).text


async def test_searching_goes_by_label_and_by_document(desk: Desk, add: Callable[..., int]) -> None:
    first = add("暖心工程,暖心工程。", "a.txt")
    add("『暖心工程』逐項認領。", "b.txt")
    desk.annotate(first, Span(0, 4), "program")
    desk.reject(desk.annotate(first, Span(5, 9), "program").annotation)
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(120, 24)) as pilot:

        async def head(*keys: str) -> str:
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            await pilot.pause()
            return cast("SearchScreen", app.screen).head.render_line(0).text

        assert "3 places in 2 documents" in await head("g", "工", "程")
        assert "program only · 1 place in 1 document" in await head("f2", "down", "enter")
        assert "untagged only · 2 places in 2 documents" in await head("f2", "end", "enter")
        assert "untagged only · one document only · 1 place" in await head("f4")
        assert "one document only · 2 places" in await head("f2", "home", "enter")
        assert "3 places in 2 documents" in await head("f4", "f2", "escape")
        assert "認領" in painted(app.screen)
        await head("f6")
        assert "认领" in painted(app.screen)


async def test_sorting_by_key_and_the_other_way_round(desk: Desk, add: Callable[..., int]) -> None:
    add("甲。\n乙。", "10.txt", title="第10期", date="2020-01-01")
    add("學習型組織簡報，各支部對照。", "9.txt", title="第9期", date="2021-01-01")
    add("丙。", "11.txt", title="第11期")
    desk.annotate(1, Span(0, 1), "program")
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        assert names(app) == ["9.txt", "10.txt", "11.txt"]
        seen = {}
        for key in ("o", "f6", "o", "o", "o", "o", "o"):
            await pilot.press(key)
            header = column_names(app)
            place = max(header.find("↑"), header.find("↓"))
            seen[header[:place].split()[-1]] = (header[place], names(app))
        assert seen["Title"] == ("↑", ["9.txt", "10.txt", "11.txt"])
        assert seen["Date"] == ("↓", ["9.txt", "10.txt", "11.txt"])
        assert seen["Tags"][1][0] == "10.txt"
        assert set(seen) == {"Title", "Date", "Script", "Read", "Tags", "decide", "Last"}
        await pilot.press("o", "o", "o")
        assert "Date ↓" in column_names(app)
        for key, direction in (("O", "↑"), ("ctrl+o", "↓"), ("shift+f6", "↑")):
            await pilot.press(key)
            assert f"Date {direction}" in column_names(app)
        assert names(app) == ["10.txt", "9.txt", "11.txt"]  # what has no date stays last


async def test_a_click_on_a_column_sorts_and_it_is_remembered(desk: Desk, add: Callable[..., int]) -> None:
    add("甲。", "a.txt", date="2020-01-01")
    add("乙。", "b.txt", date="2021-01-01")
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        await pilot.click("#columns", offset=(column_names(app).index("Date") + 1, 0))
        await pilot.pause()
        assert names(app) == ["b.txt", "a.txt"]
        await pilot.click("#columns", offset=(column_names(app).index("Date") + 1, 0))
        await pilot.pause()
        assert names(app) == ["a.txt", "b.txt"]
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        assert "Date ↑" in column_names(app)


@pytest.mark.parametrize("key", ["r", "f3"])
async def test_what_was_read_lately(desk: Desk, add: Callable[..., int], key: str) -> None:
    first, _unread, last = add("甲。", "a.txt"), add("乙。", "b.txt"), add("丙。", "c.txt")
    for document in (last, first):
        desk.leave(document, LastPlace(read=((1, 1),)))
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press(key)
        assert names(app) == ["a.txt", "c.txt"]
        assert "2 of 3 documents" in str(cast("LibraryScreen", app.screen).shown.render())
        await pilot.press("escape")
        assert names(app) == ["a.txt", "b.txt", "c.txt"]


async def test_how_far_the_others_are(desk: Desk, add: Callable[..., int]) -> None:
    document = add("甲。\n乙。\n丙。", "a.txt", title="简报")
    Desk(desk.library, "wang").leave(document, LastPlace(read=((1, 2),)))
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        below = cast("LibraryScreen", app.screen).documents.render_line(1).text
        assert "a.txt · wang 2/3" in below
        assert "0/3" in shown(app)[0]


async def test_a_large_library_is_read_beside_the_screen(
    desk: Desk, add: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_screen, "AT_ONCE", 3)
    for number in range(1, 8):
        add(f"第{number}篇。", f"{number}.txt", title="暖心" if number == 7 else "")
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(120, 30)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert len(names(app)) == 7
        assert (
            "7 documents · 7 paragraphs · 0 annotations" in cast("LibraryScreen", app.screen).head.render_line(0).text
        )
        await pilot.press("slash", "暖")
        assert names(app) == ["7.txt"]
        await pilot.press("enter", "enter")
        await pilot.pause()
        await pilot.press("1", "q")
        await app.workers.wait_for_complete()
        await pilot.pause()
        (row,) = shown(app)
        assert "1/1" in row


async def test_a_hint_at_the_bottom_is_clicked(desk: Desk, add: Callable[..., int]) -> None:
    add("甲。", "a.txt")
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        screen = cast("LibraryScreen", app.screen)
        foot = screen.query_one("#foot")
        await pilot.click("#foot", offset=(foot.render_line(0).text.index("import"), 0))
        await pilot.pause()
        assert screen.job_bar.is_asking


async def test_small_sizes_and_back(desk: Desk, add: Callable[..., int]) -> None:
    add("甲。\n乙。", "a.txt", title="一个很长很长很长很长很长很长的题目", date="2020-01-01")
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(120, 30)) as pilot:
        for width, height in ((20, 5), (1, 1), (3, 2), (300, 80), (40, 10), (120, 30)):
            await pilot.resize_terminal(width, height)
            await pilot.press("down", "o", "i", "escape", "up")
            for widget in app.screen.query(LineWidget):
                for y in range(widget.size.height):
                    assert widget.render_line(y).cell_length == widget.size.width
        assert "0/2" in shown(app)[0]


async def searched(app: PizhuApp, pilot: Pilot[None]) -> tuple[str, list[str]]:
    """What the search screen tells, and its rows, when it has looked."""
    await app.workers.wait_for_complete()
    await pilot.pause()
    screen = cast("SearchScreen", app.screen)
    rows = [screen.places.render_line(y).text.strip() for y in range(screen.places.size.height)]
    return screen.head.render_line(0).text, [row for row in rows if row]


@pytest.mark.parametrize("quick", [0, 10**9])
async def test_searching_a_library_of_any_size(
    desk: Desk, add: Callable[..., int], monkeypatch: pytest.MonkeyPatch, quick: int
) -> None:
    monkeypatch.setattr(everywhere, "QUICK", quick)
    monkeypatch.setattr(search_screen, "SHOWN", 3)
    add("修路，修路，修路。", "a.txt", title="一")
    add("再說『修路』。", "b.txt", title="二")
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press("f4", "修", "路")
        told, rows = await searched(app, pilot)
        assert "4 places in 2 documents · the first 3 are shown" in told
        assert rows[0].startswith("一")
        assert rows[0].endswith("3")
        await pilot.press("f8")
        told, rows = await searched(app, pilot)
        assert "shown" not in told
        assert "『修路』" in rows[-1]
        await pilot.press("x")
        told, rows = await searched(app, pilot)
        assert "0 places" in told
        assert rows == []
        await pilot.press("backspace", "escape", "g")
        told, rows = await searched(app, pilot)
        assert "4 places" in told  # what was searched for last is there again
        await pilot.click("#places", offset=(30, 2))
        await pilot.pause()
        assert app.screen.__class__.__name__ == "ReadingScreen"


async def test_the_bottom_line_names_the_keys_of_the_line_in_which_one_writes(
    desk: Desk, add: Callable[..., int]
) -> None:
    add("一段。", "a.txt")
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        told = []
        for key in ("i", "escape", "slash", "escape"):
            await pilot.press(key)
            await pilot.pause()
            told.append(cast("LibraryScreen", app.screen).foot.render_line(0).text)
        assert "Tab completes it" in told[0]
        assert "Esc leaves the filter" in told[2]
        assert "↵ open" in told[1]
        assert "F1 help" in told[1] == told[3]


async def test_keys_right_behind_the_one_that_opens_a_document_are_for_it(desk: Desk) -> None:
    """They come while its screen is being loaded, made and mounted, as fast as a terminal pastes."""
    take_in(desk, "甲\n乙\n丙\n丁")
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test() as pilot:
        await pilot.pause()
        for key in ("enter", "down", "down", "1"):
            app.post_message(Key(key, None))
        await pilot.pause()
        await pilot.pause()
        assert cast("ReadingScreen", app.screen).page.at.current == 3
        assert [mark.quote for mark in cast("ReadingScreen", app.screen).opened.marks(3)] == ["丙"]
