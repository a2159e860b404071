from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui import ahead
from reader.tui.ahead import load_modules, read_sheets
from reader.tui.app import PizhuApp
from tests.tui.conftest import TwoByTwo

if TYPE_CHECKING:
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
    done: list[bool] = []
    now = 100.0
    monkeypatch.setattr(ahead, "tidy", lambda *, thoroughly: done.append(thoroughly))
    monkeypatch.setattr(ahead, "monotonic", lambda: now)
    app = PizhuApp(desk, segmenter=TwoByTwo())
    for last_key, moments in ((100.0, (100.2, 110, 165, 175)), (200.0, (230, 261))):
        app.last_key = last_key
        for moment in moments:
            now = moment
            app._tidy()
    assert done == [False, True, False, False, True]
