"""The export screen: every key of its table."""

from __future__ import annotations

import csv
import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, cast

import pytest
from textual.widgets import OptionList, Static

from reader.exports import FORMATS
from reader.exports import writing as export_writing
from reader.text.spans import Span
from reader.tui.app import PizhuApp
from reader.tui.screens.export import ExportScreen
from reader.tui.screens.help import HelpScreen
from reader.tui.screens.library import LibraryScreen
from reader.tui.widgets.choices import Choices
from tests.tui.conftest import TwoByTwo, finished

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from reader.desk import Desk
    from tests.tui.conftest import Open

TEXT = "全市推行“一事一单”制度,办结率由71.5%提高到93.8%。"


class Export:
    """The screen as a test sees it."""

    def __init__(self, app: PizhuApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> ExportScreen:
        return cast("ExportScreen", self.app.screen)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def settle(self) -> None:
        for group in ("annotators", "count", "write"):
            await finished(self.app, group)
        await self.pilot.pause()

    def text(self, which: str) -> str:
        return str(self.screen.query_one(f"#{which}", Static).render())

    def field(self, which: str) -> Choices:
        return self.screen.query_one(f"#{which}", Choices)


@asynccontextmanager
async def opened(desk: Desk, size: tuple[int, int] = (120, 30)) -> AsyncIterator[Export]:
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        export = Export(app, pilot)
        await export.press("e")
        yield export


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where one is: a folder in which nothing is yet."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(autouse=True)
def marked(desk: Desk, add: Callable[..., int]) -> int:
    """Two accepted annotations of program, a rejected one of policy, and one in another document."""
    document = add(TEXT)
    desk.annotate(document, Span(0, 2), "program")
    desk.annotate(document, Span(2, 4), "program")
    desk.reject(desk.annotate(document, Span(4, 6), "policy").annotation)
    desk.annotate(add("另一篇。", "b.txt"), Span(0, 2), "statistic")
    return document


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


async def test_what_would_leave_follows_the_choices(desk: Desk) -> None:
    async with opened(desk) as export:
        leaves = [export.text("leaves")]
        for keys in (["down", "left"], ["down", "right", "space"], ["right", "right", "space"], ["home", "left"]):
            await export.press(*keys)
            leaves.append(export.text("leaves"))
        assert [text.split()[0] for text in leaves] == ["3", "4", "2", "3", "3"]
        assert export.field("labels").chosen == ("program", "policy")
        await export.press("down", "right", "space")
        assert list(export.screen.selection.annotators) == ["lin"]
        await export.press("space")
        assert list(export.screen.selection.annotators) == []


async def test_the_document_that_is_open_can_leave_alone(desk: Desk, open_text: Open, folder: Path) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("alt+e")
        export = Export(reader.app, reader.pilot)
        await export.press(*["down"] * 4, "right")
        assert export.field("documents").chosen == ("a.txt",)
        assert export.text("leaves").startswith("2 annotations")
        await export.press("enter")
        assert {row["document"] for row in rows_of(folder / "annotations.csv")} == {"a.txt"}
        await export.press("escape")
        assert reader.page.at.document.entry.name == "a.txt"


@pytest.mark.parametrize("key", ["enter", "ctrl+e", "f4"])
async def test_writing_tells_where_the_file_is(desk: Desk, folder: Path, key: str) -> None:
    async with opened(desk) as export:
        assert str(folder / "annotations.csv") in export.text("path-about")
        await export.press(key)
        assert f"3 annotations exported to {folder / 'annotations.csv'}" in export.text("outcome")
        assert [row["text"] for row in rows_of(folder / "annotations.csv")] == ["全市", "推行", "另一"]


async def test_a_file_that_is_there_is_replaced_only_when_that_was_said_twice(desk: Desk, folder: Path) -> None:
    target = folder / "annotations.csv"
    target.write_text("mine", "utf-8")
    async with opened(desk) as export:
        assert "is there already" in export.text("path-about")
        await export.press("enter")
        assert "Enter again" in export.text("outcome")
        assert target.read_text("utf-8") == "mine"
        await export.press("enter")
        assert "3 annotations exported" in export.text("outcome")
        assert target.read_text("utf-8").startswith("id,document")


async def test_the_suffix_follows_the_format(desk: Desk, folder: Path) -> None:
    names = list(FORMATS)
    async with opened(desk) as export:
        for _ in names:
            await export.press("right")
            form = export.screen.form
            assert export.screen.path_input.value == f"annotations{form.suffix}"
            assert form.title in export.text("leaves")
            assert (form.loses or "holds all") in export.text("holds")
        await export.press("left")
        assert export.screen.form.name == names[-1]
        export.screen.path_input.value = "mine.txt"
        await export.press("right")
        assert export.screen.path_input.value == "mine.txt"


@pytest.mark.parametrize("key", ["space", "f2"])
async def test_the_formats_are_listed_with_what_they_lose(desk: Desk, key: str) -> None:
    async with opened(desk, (80, 24)) as export:
        await export.press(key)
        options = export.app.screen.query_one(OptionList)
        assert [options.get_option_at_index(n).id for n in range(options.option_count)] == list(FORMATS)
        told = {name: str(options.get_option(name).prompt) for name in FORMATS}
        assert "loses nothing" in told["csv"]
        assert "loses rejected" in told["label-studio"]
        await export.press("escape")
        assert export.screen.form.name == "csv"


async def test_what_is_written_filters_the_formats(desk: Desk) -> None:
    async with opened(desk, (80, 24)) as export:
        await export.press("space", *"xmi in")
        options = export.app.screen.query_one(OptionList)
        assert [option.id for option in options.options] == ["uima-xmi"]
        await export.press("z", "enter", "down")
        assert options.option_count == 0
        await export.press("backspace", *["backspace"] * 6, "down", "enter")
        assert export.screen.form.name == "tsv"
        assert export.screen.path_input.value == "annotations.tsv"


async def test_a_click_on_the_format_lists_them(desk: Desk) -> None:
    async with opened(desk) as export:
        await export.pilot.click("#format", offset=(30, 0))
        await export.settle()
        assert export.app.screen.query_one(OptionList).option_count == len(FORMATS)


async def test_what_a_filter_has_left_can_leave_alone(desk: Desk, folder: Path) -> None:
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("slash", "b", "enter", "e")
        export = Export(app, pilot)
        await export.press(*["down"] * 4, "right")
        assert "the 1 document listed" in export.field("documents").render_line(0).text
        await export.press("enter")
        assert {row["document"] for row in rows_of(folder / "annotations.csv")} == {"b.txt"}


async def test_a_path_is_written_with_completion_and_a_folder_gets_the_usual_name(desk: Desk, folder: Path) -> None:
    (folder / "到处").mkdir()
    async with opened(desk) as export:
        await export.press(*["down"] * 5)
        export.screen.path_input.value = "到"
        await export.pilot.pause()
        await export.press("end", "tab")
        assert export.screen.path_input.value == "到处/"
        await export.press("tab", "up")
        assert export.screen.focused is export.screen.path_input
        await export.press("enter")
        assert (folder / "到处" / "annotations.csv").exists()
        export.screen.path_input.value = ""
        await export.press("enter")
        assert "Where to?" in export.text("outcome")


async def test_what_cannot_be_written_is_told_and_nothing_is_there(desk: Desk, folder: Path) -> None:
    async with opened(desk) as export:
        export.screen.path_input.value = "missing/x.csv"
        await export.press("enter")
        assert "missing" in export.text("outcome")
        assert "exported" not in export.text("outcome")
        export.screen.path_input.value = "x.csv"
        await export.press("enter")
        assert "3 annotations exported" in export.text("outcome")


async def test_writing_can_be_stopped_and_leaves_nothing(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached, go_on = threading.Event(), threading.Event()
    real = export_writing.export

    def slow(library: Any, form: Any, target: Path, selection: Any, **options: Any) -> object:
        def told(count: int) -> None:
            reached.set()
            go_on.wait(20)
            options["progress"](count)

        return real(library, form, target, selection, **options | {"progress": told})

    monkeypatch.setattr("reader.tui.screens.export.export", slow)
    async with opened(desk) as export:
        await export.pilot.press("enter")
        reached.wait(20)
        await export.pilot.press("enter", "escape")
        go_on.set()
        await export.settle()
        assert isinstance(export.app.screen, ExportScreen)
        assert "Stopped; nothing was written" in export.text("outcome")
        assert list(folder.iterdir()) == []


async def test_what_no_one_foresaw_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("reader.tui.screens.export.export", broken)
    async with opened(desk) as export:
        await export.press("enter")
        await export.pilot.pause()
        assert "Not written: oh" in export.text("outcome")


async def test_moving_help_theme_and_back(desk: Desk) -> None:
    async with opened(desk) as export:
        focused = []
        for key in ("down", "down", "up", "up", "up"):
            await export.press(key)
            assert export.screen.focused is not None
            focused.append(export.screen.focused.id)
        assert focused == ["status", "labels", "status", "format", "path"]
        theme = export.app.theme
        await export.press("f9", "f1")
        assert export.app.theme != theme
        assert isinstance(export.app.screen, HelpScreen)
        await export.press("escape", "f10")
        assert isinstance(export.app.screen, LibraryScreen)


async def test_the_mouse_takes_choices(desk: Desk) -> None:
    async with opened(desk) as export:
        for field, word in (("status", "all"), ("labels", "policy"), ("labels", "program")):
            line = export.field(field).render_line(0).text
            await export.pilot.click(f"#{field}", offset=(line.index(word), 0))
            await export.settle()
        assert export.field("status").value == ""
        assert export.field("labels").chosen == ("program", "policy")
        assert export.text("leaves").startswith("3 ")


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (200, 60)])
async def test_choices_that_have_no_room_are_told(desk: Desk, size: tuple[int, int]) -> None:
    async with opened(desk, size) as export:
        for field in ("format", "status", "labels"):
            strip = export.field(field).render_line(0)
            assert strip.cell_length == export.field(field).size.width
        assert ("…" in export.field("labels").render_line(0).text) == (size[0] == 40)
