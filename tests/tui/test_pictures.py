"""What every screen looks like, in both looks, beside what it looked like when someone last looked at it.

`python -m tests.tui.test_pictures` draws the pictures anew; look at what has changed before they are committed.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from reader.annotations.changes import Change
from reader.annotations.model import Status
from reader.desk import Desk
from reader.documents.model import Document
from reader.text.spans import Span
from reader.tui import moments
from reader.tui.app import PizhuApp
from tests.tui.conftest import TwoByTwo, finished
from tests.tui.picturing import picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.library import Library

PICTURES = Path(__file__).parent / "pictures"
DRAW = "PIZHU_DRAW_PICTURES"  # set: the pictures are drawn, not compared
NOW = datetime(2026, 3, 12, 10, 42, 7, tzinfo=UTC)

NEWS = (
    "把小事办到心坎上\n2026年3月12日 来源:青禾日报 作者:陈禾\n"
    "去年,全市新修村道312公里,安置1840户,群众满意度由71.5%提高到93.8%。\n"
    "一、办好身边的小事\n"
    "市里印发《便民服务点管理办法》,启动“灯火工程”,每个村设一名代办员。“灯火工程”先在12个乡试点。\n"
    "图为代办员在村口。\n二、让承诺看得见\n"
    "凡是办不到的,三天内说明理由;办得到的,当场办结。到年底,累计办结9200余件。\n责任编辑:陈禾"
)
BULLETIN = "簡報第四期\n各鄉對照『燈火工程』逐項認領,今年再設86處代辦點。\n下一步:把『燈火工程』辦成長效機制。"
ACCEPTED = (("312公里", "statistic"), ("93.8%", "statistic"), ("《便民服务点管理办法》", "policy"))
SUGGESTED = (
    ("1840户", "statistic", "rule:zh-gov/quantity"),
    ("71.5%", "statistic", "rule:zh-gov/percent"),
    ("“灯火工程”", "program", "rule:zh-gov/quoted-then-kind"),
    ("9200余件", "statistic", "rule:zh-gov/quantity"),
)


class Scene(NamedTuple):
    """A screen to draw: how large, and the keys that lead to it; `changed`: the news have a new version.

    `empty`: there are no documents.
    """

    width: int
    height: int
    keys: tuple[str, ...]
    changed: bool = False
    empty: bool = False


SCENES = {
    "library": Scene(100, 24, ("down",)),
    "reading": Scene(80, 24, ("enter", "tab")),
    "panes": Scene(124, 30, ("enter", "tab")),
    "selected": Scene(100, 24, ("enter", "down", "down", "right", "shift+right")),
    "scripts": Scene(110, 30, ("down", "enter", "down", "right", "i")),
    "find": Scene(80, 24, ("down", "enter", "slash", "燈", "火")),
    "outline": Scene(80, 24, ("enter", "O", "down")),
    "menu": Scene(100, 30, ("enter", "tab", "full_stop")),
    "note": Scene(80, 24, ("enter", "tab", "f2")),
    "help": Scene(80, 24, ("enter", "f1")),
    "everywhere": Scene(100, 24, ("enter", "tab", "tab", "tab", "asterisk")),
    "search": Scene(100, 24, ("g", "工", "程")),
    "bookmarks": Scene(80, 24, ("enter", "b", "down", "down", "b", "B")),
    "review": Scene(100, 24, ("v", "down"), changed=True),
    "import": Scene(80, 24, ("i", "t", "e", "x", "t", "s")),
    "empty": Scene(80, 24, (), empty=True),
    "remove": Scene(80, 24, ("delete",)),
    "failures": Scene(80, 24, ("i", *["slash" if one == "/" else one for one in "/nowhere"], "enter", "w")),
    "labels": Scene(110, 24, ("l",)),
    "label-delete": Scene(80, 24, ("l", "d")),
    "label": Scene(80, 24, ("l", "enter")),
    "stats": Scene(100, 40, ("s",)),
    "export": Scene(100, 30, ("e",)),
    "formats": Scene(80, 24, ("e", "space", "down")),
}


@pytest.fixture
def desk(library: Library) -> Desk:
    """At a clock that stands still."""
    numbers = count(1)
    return Desk(library, "lin", clock=NOW.isoformat, new_id=lambda: f"id-{next(numbers):06}")


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One time zone, one moment, one folder to be in."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    monkeypatch.setattr(moments, "this_moment", lambda: NOW)
    monkeypatch.chdir("/")
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def fill(desk: Desk, add: Callable[..., int]) -> Callable[[], None]:
    """Brings two documents into the library; in the first something is decided, and something to be."""
    return lambda: _fill(desk, add)


def _fill(desk: Desk, add: Callable[..., int]) -> None:
    add(BULLETIN, "02-bulletin.txt", title="簡報第四期", date="2026-03-01")
    news = add(NEWS, "01-news.txt", title="把小事办到心坎上", date="2026-03-12")
    for quote, label in ACCEPTED:
        start = NEWS.index(quote)
        desk.annotate(news, Span(start, start + len(quote)), label)
    made = []
    for quote, label, origin in SUGGESTED:
        start = NEWS.index(quote)
        span = Span(start, start + len(quote))
        made.append(desk.new_annotation(news, span, label, status=Status.SUGGESTED, origin=origin))
    desk.library.history.record("run", [Change(None, one) for one in made], annotator="batch", at=desk.now())


@pytest.mark.parametrize("name", SCENES)
async def test_the_screen_looks_as_it_did(desk: Desk, fill: Callable[[], None], name: str) -> None:
    scene = SCENES[name]
    if not scene.empty:
        fill()
    if scene.changed:
        newer = NEWS.replace("新修村道312公里", "新修村道三百余公里").replace("9200余件", "近万件")
        entry = desk.library.documents.named("01-news.txt")
        list(desk.import_documents([Document("01-news.txt", newer, digest="newer")], replaces=entry))
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(scene.width, scene.height)) as pilot:
        await pilot.pause()
        for key in scene.keys:
            await pilot.press(key)
            for _ in range(3):  # the key, the screen it opens, and what that shows
                await pilot.pause()
        for group in ("stats", "counts", "count", "annotators", "words", "decisions", "job"):
            await finished(app, group)
        await pilot.pause()
        drawn = await picture(app, pilot)
    path = PICTURES / f"{name}.txt"
    if os.environ.get(DRAW):
        path.write_text(drawn, "utf-8")
    assert drawn == path.read_text("utf-8"), "If it is meant to look so: python -m tests.tui.test_pictures"


def test_every_picture_is_of_a_screen() -> None:
    assert {path.stem for path in PICTURES.iterdir()} == set(SCENES)


if __name__ == "__main__":
    os.environ[DRAW] = "1"
    PICTURES.mkdir(exist_ok=True)
    sys.exit(pytest.main([__file__, "-q", "-p", "no:cacheprovider"]))
