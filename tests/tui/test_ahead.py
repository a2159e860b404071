from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.ahead import load_modules, read_sheets
from reader.tui.app import PizhuApp
from tests.tui.conftest import TwoByTwo

if TYPE_CHECKING:
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
