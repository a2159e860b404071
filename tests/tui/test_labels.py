"""The labels screen: every key of its table."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, cast

import pytest
from textual.widgets import Input, OptionList, Static

from reader import everywhere
from reader.annotations.label_sets import load_label_set
from reader.annotations.model import COLOURS
from reader.desk import Desk
from reader.text.cells import text_cells
from reader.text.spans import Span
from reader.tui.app import PizhuApp
from reader.tui.bindings import LABELS
from reader.tui.screens.asking import ChoiceScreen, LabelScreen, PathScreen
from reader.tui.screens.help import HelpScreen
from reader.tui.screens.labels import LabelsScreen
from reader.tui.screens.library import LibraryScreen
from reader.tui.widgets.path_input import complete
from tests.tui.conftest import TwoByTwo, finished

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from reader.library.history import Action
    from tests.tui.conftest import Open

TEXT = "全市推行“一事一单”制度,办结率由71.5%提高到93.8%。"


class Labels:
    """The screen as a test sees it."""

    def __init__(self, app: PizhuApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> LabelsScreen:
        return cast("LabelsScreen", self.app.screen)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await finished(self.app, "counts")
        await self.pilot.pause()

    async def write(self, text: str) -> None:
        await self.press("end", "ctrl+u", *text)

    def lines(self) -> list[str]:
        rows = self.screen.rows
        return [text for y in range(rows.size.height) if (text := rows.render_line(y).text.rstrip())]

    @property
    def names(self) -> list[str]:
        return [label.name for label in self.app.desk.library.labels.all()]

    @property
    def here(self) -> str:
        return self.screen.rows.counts[self.screen.rows.cursor].label.name

    @property
    def foot(self) -> str:
        return self.screen.foot.render_line(0).text

    @property
    def keys(self) -> list[str]:
        return [label.key for label in self.app.desk.library.labels.all()]


@asynccontextmanager
async def opened(desk: Desk, size: tuple[int, int] = (120, 30)) -> AsyncIterator[Labels]:
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        labels = Labels(app, pilot)
        await labels.press("l")
        yield labels


@pytest.fixture
def marked(desk: Desk, add: Callable[..., int]) -> int:
    """Two annotations of program and one of policy."""
    document = add(TEXT)
    desk.annotate(document, Span(0, 2), "program")
    desk.annotate(document, Span(2, 4), "program")
    desk.reject(desk.annotate(document, Span(4, 6), "policy").annotation)
    return document


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)])
async def test_labels_with_what_they_mark(desk: Desk, marked: int, size: tuple[int, int]) -> None:
    async with opened(desk, size) as labels:
        program, statistic, policy = labels.lines()
        assert program.split()[:3] == ["▌", "1", "program"]
        numbers = [[word for word in line.split() if word.isdigit() or word == "·"] for line in (program, policy)]
        assert numbers == [["1", "2", "·", "·"], ["3", "·", "·", "1"]]
        assert ("数据" in statistic) == (size[0] >= 80)
        assert ("quantified" in statistic) == (size[0] >= 120)


async def test_from_the_reading_screen_and_back(open_text: Open) -> None:
    async with open_text(TEXT, size=(110, 24)) as reader:
        await reader.press("right", "1", "alt+l")
        assert isinstance(reader.app.screen, LabelsScreen)
        await reader.press("c", "9", "escape")
        assert " 9  program" in reader.foot
        await reader.press("right", "9", "u", "u")
        assert "undone: program" in reader.foot
        await reader.press("u")
        assert " 1  program" in reader.foot


async def test_another_program_that_is_writing_holds_nothing_up_and_is_told(desk: Desk) -> None:
    async with opened(desk) as labels:
        before = desk.library.labels.all()
        other = sqlite3.connect(desk.library.path)
        other.execute("begin immediate")
        await labels.press("right")
        (toast,) = labels.app._notifications
        assert "Another program holds the library" in toast.message
        assert desk.library.labels.all() == before
        other.rollback()
        other.close()
        await labels.press("right")
        assert desk.library.labels.all() != before


async def test_moving(desk: Desk) -> None:
    async with opened(desk) as labels:
        heres = []
        for key in ("down", "j", "j", "up", "k", "end", "home", "pagedown", "pageup"):
            await labels.press(key)
            heres.append(labels.here)
    program, statistic, policy = "program", "statistic", "policy"
    assert heres == [statistic, policy, policy, statistic, program, policy, program, policy, program]


@pytest.mark.parametrize("key", ["a", "insert", "f7"])
async def test_adding(desk: Desk, key: str) -> None:
    async with opened(desk) as labels:
        await labels.press(key)
        assert isinstance(labels.app.screen, LabelScreen)
        await labels.press(*"机构", "down", *"x", "down", *"y", "enter")
        assert labels.names[-1] == labels.here == "机构"
        added = desk.library.labels.get("机构")
        assert added is not None
        assert (added.title, added.description, added.key, added.colour) == ("x", "y", "4", "green")
        assert "机构: added" in labels.foot
        await labels.press("u")
        assert labels.names == ["program", "statistic", "policy"]
        await labels.press("ctrl+r")
        assert labels.names[-1] == "机构"


@pytest.mark.parametrize("key", ["enter", "r", "f2"])
async def test_renaming_takes_the_annotations_along(desk: Desk, marked: int, key: str) -> None:
    async with opened(desk) as labels:
        await labels.press(key)
        await labels.write("project")
        await labels.press("enter")
        assert labels.names[0] == "project"
        found = [mark.label for mark in desk.library.annotations.of_document(marked)]
        assert found == ["project", "project", "policy"]
        await labels.press("ctrl+u")
        assert labels.names[0] == labels.here == "program"
        assert "undone: project → program" in labels.foot


async def test_a_name_that_is_taken_or_empty_is_refused_and_what_was_written_stays(desk: Desk) -> None:
    async with opened(desk) as labels:
        await labels.press("enter")
        await labels.write("policy")
        await labels.press("enter")
        screen = labels.app.screen
        assert isinstance(screen, LabelScreen)
        assert "already" in str(screen.query_one("#trouble", Static).render())
        await labels.write(" ")
        await labels.press("enter")
        assert "needs a name" in str(screen.query_one("#trouble", Static).render())
        await labels.press("escape")
        assert labels.names == ["program", "statistic", "policy"]


@pytest.mark.parametrize("key", ["3", "３"])
async def test_a_digit_moves_from_the_label_that_had_it(desk: Desk, key: str) -> None:
    async with opened(desk) as labels:
        await labels.press(key)
        assert labels.keys == ["3", "2", ""]
        assert "program: key 3" in labels.foot
        await labels.press("u")
        assert labels.keys == ["1", "2", "3"]


async def test_every_digit(desk: Desk) -> None:
    async with opened(desk) as labels:
        await labels.press("down")
        for digit in range(1, 10):
            await labels.press(str(digit))
            assert labels.keys[1] == str(digit)


async def test_no_digit(desk: Desk) -> None:
    async with opened(desk) as labels:
        for key in ("0", "０", "backspace"):
            await labels.press(key)
            assert labels.keys == ["", "2", "3"]
            await labels.press("u")


async def test_colours_go_round(desk: Desk) -> None:
    async with opened(desk) as labels:
        seen = []
        for key in ("right", "c", "left", "C", "left", "right"):
            await labels.press(key)
            label = desk.library.labels.get("program")
            assert label is not None
            seen.append(label.colour)
        assert seen == [*COLOURS[1:3], COLOURS[1], COLOURS[0], COLOURS[-1], COLOURS[0]]


@pytest.mark.parametrize(("down", "up"), [("shift+down", "shift+up"), ("J", "K"), ("ctrl+down", "ctrl+up")])
async def test_ordering(desk: Desk, down: str, up: str) -> None:
    async with opened(desk) as labels:
        await labels.press(up, down, down)
        assert labels.names == ["statistic", "policy", "program"]
        assert labels.here == "program"
        await labels.press(down, up)
        assert labels.names == ["statistic", "program", "policy"]
        await labels.press("u", "u", "u")
        assert labels.names == ["program", "statistic", "policy"]


@pytest.mark.parametrize("key", ["delete", "d", "f8"])
async def test_deleting_an_unused_label_and_taking_it_back(desk: Desk, marked: int, key: str) -> None:
    async with opened(desk) as labels:
        await labels.press("down", key)
        assert labels.names == ["program", "policy"]
        await labels.press("u")
        assert labels.names == ["program", "statistic", "policy"]
        assert labels.here == "statistic"


async def test_deleting_a_used_label_asks_where_its_annotations_go(desk: Desk, marked: int) -> None:
    async with opened(desk) as labels:
        await labels.press("delete")
        screen = labels.app.screen
        assert isinstance(screen, ChoiceScreen)
        assert "2 annotations" in str(screen.query(Static).first().render())
        await labels.press("escape")
        assert labels.names == ["program", "statistic", "policy"]
        await labels.press("delete", "down", "enter")
        assert labels.names == ["statistic", "policy"]
        assert [mark.label for mark in desk.library.annotations.of_document(marked)] == ["policy"] * 3
        assert labels.here == "policy"
        await labels.press("u")
        found = [mark.label for mark in desk.library.annotations.of_document(marked)]
        assert found == ["program", "program", "policy"]


async def test_the_last_label_cannot_leave_its_annotations_alone(desk: Desk, marked: int) -> None:
    async with opened(desk) as labels:
        await labels.press("end", "delete", "enter", "down", "delete", "delete")
        assert labels.names == ["program"]
        assert "no other label" in labels.foot


@pytest.mark.parametrize(("save", "load"), [("w", "l"), ("ctrl+s", "ctrl+o"), ("f4", "f3")])
async def test_a_label_set_goes_to_a_file_and_comes_back(desk: Desk, tmp_path: Path, save: str, load: str) -> None:
    path = tmp_path / "标签.toml"
    async with opened(desk) as labels:
        await labels.press(save)
        assert isinstance(labels.app.screen, PathScreen)
        labels.app.screen.query_one(Input).value = str(path)
        await labels.press("enter")
        assert "3 labels saved" in labels.foot
        assert [label.name for label in load_label_set(path)] == labels.names
        await labels.press("d", load)
        labels.app.screen.query_one(Input).value = str(tmp_path) + "/标"
        await labels.press("right", "tab", "enter")
        assert labels.names == ["statistic", "policy", "program"]
        await labels.press(save)
        labels.app.screen.query_one(Input).value = str(path)
        await labels.press("enter")
        assert "took the place" in labels.foot
        await labels.press(load, "escape")
        assert len(labels.names) == 3


async def test_a_file_that_cannot_be_loaded_or_written_is_told(desk: Desk, tmp_path: Path) -> None:
    async with opened(desk) as labels:
        for key, written in (("l", tmp_path / "missing.toml"), ("w", tmp_path / "missing" / "labels.toml")):
            await labels.press(key)
            labels.app.screen.query_one(Input).value = str(written)
            await labels.press("enter")
            assert labels.names == ["program", "statistic", "policy"]
            assert isinstance(labels.app.screen, LabelsScreen)
        told = [note.message for note in labels.app._notifications]
        assert len(told) == 2
        assert all("missing" in message for message in told)


async def test_with_no_label_at_all_it_says_what_to_do(desk: Desk) -> None:
    async with opened(desk) as labels:
        await labels.press("d", "d", "d", "d", "enter", "right", "3", "J")
        assert labels.names == []
        assert labels.screen.empty.display
        await labels.press("u", "u", "u", "u")
        assert "Nothing to undo" in labels.foot
        await labels.press("ctrl+r", "ctrl+r", "ctrl+r", "ctrl+r")
        assert "Nothing to redo" in labels.foot


async def test_the_mouse_goes_to_a_label_and_edits_it(desk: Desk) -> None:
    async with opened(desk) as labels:
        await labels.pilot.click("#labels", offset=(20, 2))
        assert labels.here == "statistic"
        await labels.pilot.double_click("#labels", offset=(20, 4))
        await labels.pilot.pause()
        assert isinstance(labels.app.screen, LabelScreen)


@pytest.mark.parametrize("key", ["escape", "q", "f10"])
async def test_theme_help_and_back(desk: Desk, key: str) -> None:
    async with opened(desk) as labels:
        theme = labels.app.theme
        await labels.press("f9")
        assert labels.app.theme != theme
        await labels.press("question_mark")
        assert isinstance(labels.app.screen, HelpScreen)
        shown = "\n".join(str(widget.render()) for widget in labels.app.screen.query(Static))
        assert "1 … 9" in shown
        assert "Move the label up" in shown
        await labels.press("escape", key)
        assert isinstance(labels.app.screen, LibraryScreen)


async def test_another_programs_labels_are_not_overwritten(desk: Desk, open_text: Open) -> None:
    from reader.desk import Desk as OtherDesk
    from reader.library import Library

    async with open_text(TEXT) as reader:
        with Library(desk.library.path) as other:
            OtherDesk(other, "wang").delete_label("policy")
        await reader.press("right", "3")
        assert reader.marks() == []
        reader.screen.look_around()
        await reader.press("3")
        assert "No label has the key 3" in reader.foot


def test_paths_are_completed(tmp_path: Path) -> None:
    for name in ("labels.toml", "labels-old.toml", "notes.txt", ".hidden.toml"):
        (tmp_path / name).touch()
    (tmp_path / "folder").mkdir()
    start = f"{tmp_path}/"
    assert complete(start + "la", (".toml",)) == start + "labels"
    assert complete(start + "labels-", (".toml",)) == start + "labels-old.toml"
    assert complete(start + "no", (".toml",)) is None
    assert complete(start + "no") == start + "notes.txt"
    assert complete(start + "fo", (".toml",)) == start + "folder/"
    assert complete(start + ".h") == start + ".hidden.toml"
    assert complete(start + "missing/x") is None
    assert complete("") is None


async def test_the_mouse_changes_digit_and_colour(desk: Desk) -> None:
    async with opened(desk) as labels:
        row = labels.lines()[1]
        await labels.pilot.click(labels.screen.rows, offset=(text_cells(row[: row.index("amber")]), 2))
        await labels.press()
        assert (labels.here, labels.app.desk.library.labels.all()[1].colour) == ("statistic", COLOURS[2])
        await labels.pilot.click(labels.screen.rows, offset=(4, 2))
        await labels.press(*["down"] * 6, "enter")
        assert labels.keys == ["1", "7", "3"]
        await labels.pilot.click(labels.screen.rows, offset=(4, 0))
        await labels.press("escape")
        assert labels.keys == ["1", "7", "3"]


async def test_the_menu_has_all_that_can_be_done_with_a_label(desk: Desk) -> None:
    async with opened(desk, (120, 40)) as labels:
        await labels.press("full_stop")
        menu = labels.app.screen.query_one(OptionList)
        actions = [menu.get_option_at_index(index).id for index in range(menu.option_count)]
        told = {command.action for command in LABELS if command.group in ("Annotate", "View")}
        missing = told - set(actions) - {"app.toggle_theme"}
        assert {action for action in missing if not action.startswith("set_key")} == set()
        await labels.press(*["down"] * (actions.index("place(1)")), "enter")
        assert labels.names == ["statistic", "program", "policy"]
        await labels.pilot.click(labels.screen.rows, offset=(40, 4), button=3)
        await labels.press(*["down"] * (actions.index("undo")), "enter")
        assert labels.names == ["program", "statistic", "policy"]
        await labels.press("full_stop", *["down"] * actions.index("choose_key"), "enter", "end", "enter")
        assert labels.keys == ["", "2", "3"]


async def test_the_words_of_the_bottom_line_can_be_clicked(desk: Desk) -> None:
    async with opened(desk, (140, 30)) as labels:
        for word in ("colour", "order", "undo", "undo"):
            cell = text_cells(labels.foot[: labels.foot.index(f" {word}") + 1])
            await labels.pilot.click(labels.screen.foot, offset=(cell, 0))
            await labels.press("home", "end", "home")
        assert labels.names == ["program", "statistic", "policy"]
        for word, screen in (("add", LabelScreen), ("load", PathScreen), ("save", PathScreen)):
            cell = text_cells(labels.foot[: labels.foot.index(f" {word}") + 1])
            await labels.pilot.click(labels.screen.foot, offset=(cell, 0))
            await labels.press()
            assert isinstance(labels.app.screen, screen)
            await labels.press("escape")


async def test_in_a_large_library_labels_are_written_beside_the_screen(
    desk: Desk, marked: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(everywhere, "QUICK", 0)
    held, go_on = threading.Event(), threading.Event()
    real = Desk.undo

    def slow(desk: Desk) -> Action | None:
        held.set()
        go_on.wait(20)
        return real(desk)

    async with opened(desk) as labels:
        await labels.press("enter")
        await labels.write("plan")
        await labels.press("enter")
        await labels.app.workers.wait_for_complete()
        assert labels.names == ["plan", "statistic", "policy"]
        monkeypatch.setattr(Desk, "undo", slow)
        await labels.pilot.press("u")
        await asyncio.to_thread(held.wait, 20)
        await labels.pilot.press("c", "u", "down")  # keys are answered meanwhile, and write nothing
        assert labels.screen.rows.cursor == 1
        go_on.set()
        await labels.app.workers.wait_for_complete()
        await labels.press()
        assert labels.names == ["program", "statistic", "policy"]
        assert next(label.colour for label in desk.library.labels.all()) == "blue"
