from __future__ import annotations

from typing import TYPE_CHECKING, cast

from reader import everywhere
from reader.text.spans import Span
from reader.tui.widgets.concordance import Concordance

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from reader.tui.screens.everywhere import EverywhereScreen
    from tests.tui.conftest import Open, Reader

FIRST = "市委听取“暖心工程”汇报。\n今冬启动的“暖心工程”惠及3600户。"
SECOND = "各支部對照『暖心工程』逐項認領崗位，以『暖心工程』為抓手。"


def shown(reader: Reader) -> list[str]:
    places = cast("EverywhereScreen", reader.app.screen).places
    return [text for y in range(places.size.height) if (text := places.render_line(y).text).strip()]


async def open_review(reader: Reader) -> None:
    reader.page.at.select(Span(4, 10))
    reader.page.show()
    await reader.press("asterisk")


async def test_places_are_shown_with_the_words_in_one_column(open_text: Open, add: Callable[..., int]) -> None:
    add(SECOND, "b.txt", title="簡報")
    async with open_text(FIRST, size=(110, 24)) as reader:
        await open_review(reader)
        rows = shown(reader)
        assert rows[0].strip() == "a.txt"
        assert rows[3].strip() == "簡報"
        assert [row.count("✓") for row in rows] == [0, 1, 1, 0, 1, 1]
        from reader.text.cells import text_cells

        middles = set()
        for row in rows:
            for quote in ("“暖心工程”", "『暖心工程』"):
                if quote in row and "¶" in row:
                    place = (
                        row.rindex(quote) if row.count(quote) > 1 and row.startswith("  ✓ ¶ 1") else row.index(quote)
                    )
                    middles.add(text_cells(row[:place]) + text_cells(quote) // 2)
        assert len(middles) <= 2
        head = cast("EverywhereScreen", reader.app.screen).head.render_line(0).text
        assert "4 places in 2 documents" in head


async def test_some_are_left_the_rest_tagged_and_all_taken_back(open_text: Open, add: Callable[..., int]) -> None:
    second = add(SECOND, "b.txt")
    async with open_text(FIRST, size=(110, 24)) as reader:
        await open_review(reader)
        await reader.press("down", "space", "enter")
        assert reader.marks() == [("“暖心工程”", "program", "accepted")]
        found = [mark.quote for mark in reader.app.desk.library.annotations.of_document(second)]
        assert found == ["『暖心工程』", "『暖心工程』"]
        await reader.press("u")
        assert reader.marks() == []
        assert list(reader.app.desk.library.annotations.of_document(second)) == []


async def test_none_all_another_label_and_back(open_text: Open, add: Callable[..., int]) -> None:
    add(SECOND, "b.txt")
    async with open_text(FIRST, size=(80, 24)) as reader:
        await open_review(reader)
        await reader.press("A")
        assert not any("✓" in row for row in shown(reader))
        await reader.press("3", "t")
        assert sum("✓" in row for row in shown(reader)) == 4
        assert any("对照" in row for row in shown(reader))
        await reader.press("escape")
        assert reader.marks() == []
        await reader.press("f11", "end", "o")
        assert reader.page.at.document.entry.name == "b.txt"


async def test_without_a_selection_it_says_what_to_do(open_text: Open) -> None:
    async with open_text(FIRST) as reader:
        await reader.press("asterisk")
        assert "Select the words first" in reader.foot


async def test_a_large_library_is_looked_through_beside_the_screen(
    open_text: Open, add: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(everywhere, "QUICK", 0)
    add(SECOND, "b.txt")
    async with open_text(FIRST, size=(110, 24)) as reader:
        await open_review(reader)
        await reader.app.workers.wait_for_complete()
        await reader.pilot.pause()
        assert sum("✓" in row for row in shown(reader)) == 4
        await reader.press("enter")
        assert len(reader.marks()) == 2


async def test_a_click_takes_or_leaves_a_place(open_text: Open, add: Callable[..., int]) -> None:
    add(SECOND, "b.txt")
    async with open_text(FIRST) as reader:
        await open_review(reader)
        rows = reader.app.screen.query_one("#places", Concordance)
        taken = [sum("✓" in row for row in shown(reader))]
        for _ in range(2):
            await reader.pilot.click(rows, offset=(20, 1))
            await reader.pilot.pause()
            taken.append(sum("✓" in row for row in shown(reader)))
        assert taken == [4, 3, 4]


async def test_a_place_opens_with_its_words_selected(open_text: Open) -> None:
    async with open_text(FIRST) as reader:
        await open_review(reader)
        words = reader.app.screen.query_one("#places", Concordance).place
        await reader.press("o")
        assert words is not None
        assert reader.selected == words.quote


async def test_what_was_chosen_on_a_screen_is_left_where_that_is_closed(open_text: Open) -> None:
    async with open_text("暖心工程。暖心工程。") as reader:
        await reader.press("right", "asterisk")
        screen = reader.app.screen
        (tag,) = [one for one in reader.app.get_system_commands(screen) if one.help == "2"]
        tag.callback()
        await reader.press("escape")
        tag.callback()
        await reader.press("right")
        assert reader.app.screen is reader.screen
        assert reader.selected
