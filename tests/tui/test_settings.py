from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from textual.scrollbar import ScrollBarRender

from reader.config import Settings
from reader.text.cells import text_cells
from reader.tui.app import PizhuApp
from reader.tui.terminal import set_ambiguous_width
from reader.tui.themes import LIGHT
from tests.tui.conftest import Reader, TwoByTwo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.desk import Desk

TEXT = "去年“一事一单”制度……办结率由71.5%——提高到93.8%·好。" * 6


@pytest.fixture
def as_before() -> Iterator[None]:
    yield
    set_ambiguous_width(1)


@pytest.mark.usefixtures("as_before")
@pytest.mark.parametrize("size", [(80, 24), (130, 34)])
async def test_a_terminal_with_wide_ambiguous_characters(
    desk: Desk, add: Callable[..., int], size: tuple[int, int]
) -> None:
    app = PizhuApp(desk, add(TEXT), segmenter=TwoByTwo(), settings=Settings(ambiguous_width=2))
    async with app.run_test(size=size) as pilot:
        await pilot.press("right", "1")
        await pilot.pause()
        assert text_cells("“…●") == 6
        reader = Reader(app, pilot)
        for widget in (
            reader.page,
            reader.screen.margin,
            reader.screen.outline,
            reader.screen.head,
            reader.screen.foot,
        ):
            for y in range(widget.size.height if widget.display else 0):
                strip = widget.render_line(y)
                assert strip.cell_length == cell_len(strip.text) == widget.size.width
        assert "▌" not in reader.lines()[0]
        column, row = reader.cell_of(reader.page.at.document.words(1)[1])
        await pilot.double_click("#page", offset=(column, row))
        await pilot.pause()
        assert reader.page.at.selection == reader.page.at.document.words(1)[1]


@pytest.mark.usefixtures("as_before")
@pytest.mark.parametrize(("cells", "border"), [(1, "solid"), (2, "ascii")])
async def test_what_the_framework_draws_is_as_wide_as_it_takes_it_for(desk: Desk, cells: int, border: str) -> None:
    app = PizhuApp(desk, segmenter=TwoByTwo(), settings=Settings(ambiguous_width=cells))
    async with app.run_test() as pilot:
        for key in ("", "l"):
            await pilot.press(*key)
            await pilot.pause()
            assert app.screen.query_one("#columns").styles.border_bottom[0] == border
        assert (set(ScrollBarRender.VERTICAL_BARS) == {" "}) == (cells == 2)


async def test_theme_measure_and_keys(desk: Desk, add: Callable[..., int]) -> None:
    settings = Settings(theme="light", measure=40, keys={"word.next": "w"})
    app = PizhuApp(desk, add(TEXT), segmenter=TwoByTwo(), settings=settings)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("w")
        await pilot.pause()
        reader = Reader(app, pilot)
        assert app.theme == LIGHT.name
        assert reader.page.at.measure == 40
        assert reader.selected == "去年"
        await pilot.press("right")
        await pilot.pause()
        assert reader.selected == "去年"
        await pilot.press("f1")
        await pilot.pause()
        shown = [str(widget.render()) for widget in app.screen.query("Static")]
        assert shown[shown.index("Next word") - 1] == "w"
