"""Every screen in both kinds of Chinese: nothing stays English but names, and nothing is cut at 80 columns."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.geometry import Region
from textual.widget import Widget

from reader.exports import FORMATS
from reader.text.cells import text_cells
from reader.text.spans import Span
from reader.translation import use_language
from reader.tui.app import PizhuApp
from reader.tui.widgets.bars import FootLine
from tests.tui.conftest import TwoByTwo, finished, suggest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.pilot import Pilot

    from reader.desk import Desk
    from tests.tui.conftest import Open

NAMES = {
    # labels, files, people, formats and fields
    *[
        "program",
        "statistic",
        "policy",
        "txt",
        "lin",
        "csv",
        "tsv",
        "jsonl",
        "xlsx",
        "parquet",
        "html",
        "markdown",
        "library",
        "annotations",
        "dev",
        "tmp",
    ],
    *["CSV", "UTF", "JSON", "Lines", "OpenCC", "Excel", "pizhu", "export", "labels", "toml", "pack", "rule"],
    # the pack zh-gov, and what the label program says of itself
    *["gov", "A", "named", "programme", "project", "campaign", "scheme"],
    # keys
    *[
        "Enter",
        "Esc",
        "Tab",
        "Space",
        "Del",
        "Home",
        "End",
        "PgDn",
        "PgUp",
        "PageDown",
        "PageUp",
        "Delete",
        "Backspace",
        "Shift",
        "Ctrl",
        "Alt",
        "Insert",
    ],
}
"""What is not translated: names, and what stands on keys."""

TEXT = "概况\n全省完成投资500亿元，实施暖心工程。\n各地的暖心工程进展顺利。\n"

SCREENS: dict[str, tuple[str, ...]] = {
    "library": (),
    "help": ("f1",),
    "labels": ("l",),
    "label": ("l", "enter"),
    "stats": ("s",),
    "export": ("e",),
    "search": ("g", "投", "资"),
    "bookmarks": ("b",),
    "import": ("i",),
    "sorted": ("o",),
    "review": ("v",),
    "reading": ("enter",),
    "reading help": ("enter", "f1"),
    "selection": ("enter", "down", "right"),
    "menu": ("enter", "down", "right", "full_stop"),
    "suggestion": ("enter", "tab"),
    "suggestion menu": ("enter", "tab", "full_stop"),
    "accepted": ("enter", "tab", "enter"),
    "tagged": ("enter", "down", "right", "1"),
    "note": ("enter", "tab", "enter", "f2"),
    "go": ("enter", "g"),
    "find": ("enter", "slash", "工"),
    "everywhere": ("enter", "down", "right", "asterisk"),
    "nothing to undo": ("enter", "u"),
    "hold": ("enter", "0"),
    "bookmark": ("enter", "b"),
    "parallel": ("enter", "down", "i"),
    "rules": ("t",),
}
"""Keys that lead from the library to what is looked at."""

NARROW, WIDE = (80, 24), (120, 40)


def shown(app: PizhuApp) -> list[tuple[str, int]]:
    """The lines of the widgets that are seen, with the cells each has."""
    lines = []
    for widget in app.screen.walk_children(Widget):
        if widget.display and not list(widget.children) and widget.size:
            width, height = widget.size
            lines += [(strip.text, width) for strip in widget.render_lines(Region(0, 0, width, height))]
    return lines


async def settle(app: PizhuApp, pilot: Pilot[None]) -> None:
    """Waits for what is counted or looked for beside the screen; a dialog that waits for an answer is left waiting."""
    await pilot.pause()
    for group in ("stats", "counts", "count", "annotators", "search", "overviews", "everywhere"):
        await finished(app, group)
    await pilot.pause()


def words_of(*texts: str) -> list[str]:
    return [word for text in texts for word in re.findall(r"[A-Za-z]{3,}", text)]


def starts_one(word: str, known: tuple[str, ...]) -> bool:
    return any(one.startswith(word) for one in known)


@pytest.fixture
def spoken(language: str) -> Iterator[None]:
    """The language that is spoken during a test."""
    use_language(language)
    yield
    use_language("en")


@pytest.mark.parametrize(
    ("name", "size", "language"),
    [
        *((name, NARROW, "zh-Hans") for name in SCREENS),
        *((name, WIDE, "zh-Hans") for name in ("library", "labels", "stats", "export", "suggestion")),
        *((name, NARROW, "zh-Hant") for name in ("library", "labels", "help", "reading", "suggestion menu")),
    ],
)
@pytest.mark.usefixtures("spoken")
async def test_a_screen_is_chinese_throughout(
    name: str, size: tuple[int, int], language: str, desk: Desk, add: Callable[..., int]
) -> None:
    document = add(TEXT, title="概况")
    made = desk.annotate(document, Span(TEXT.index("暖心工程"), TEXT.index("暖心工程") + 4), "program").annotation
    desk.delete(made)
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=size) as pilot:
        await settle(app, pilot)
        for key in SCREENS[name]:
            await pilot.press(key)
            await settle(app, pilot)
        lines = shown(app)
        # Names and what people wrote: formats, labels, the folder one is in; a word may be cut at the edge.
        told = [*FORMATS, str(Path.cwd()), *(label.description for label in desk.library.labels.all())]
        known = tuple(NAMES | set(words_of(*told)))
        foreign = {word for word in words_of(*(line for line, _width in lines)) if not starts_one(word, known)}
        assert foreign == set(), [line for line, _width in lines if foreign & set(words_of(line))]
        assert all(text_cells(line) <= width for line, width in lines)
        assert "\ufffd" not in "".join(line for line, _width in lines)
        if language == "zh-Hant":
            assert not set("库签标择删导") & set("".join(line for line, _width in lines)) - set(TEXT) - {"标"}


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
@pytest.mark.usefixtures("spoken")
async def test_the_foot_names_as_many_keys_as_fit(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        suggest(reader, "500亿元")
        await reader.press("tab")
        foot = reader.screen.query_one(FootLine)
        line = foot.render_line(0).text
        assert text_cells(line) == foot.size.width
        assert line.rstrip() == line.rstrip("… ")
