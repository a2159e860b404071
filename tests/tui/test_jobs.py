"""Importing and suggesting by rules from the library screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from reader.jobs import Step, import_steps
from reader.library import Library
from reader.tui.app import PizhuApp
from reader.tui.screens.failures import FailuresScreen
from tests.tui.conftest import TwoByTwo
from tests.tui.test_library import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from textual.pilot import Pilot

    from reader.desk import Desk
    from reader.tui.screens.library import LibraryScreen


def screen_of(app: PizhuApp) -> LibraryScreen:
    return cast("LibraryScreen", app.screen)


async def until_done(app: PizhuApp, pilot: Pilot[None]) -> str:
    """Waits for the job to be over; gives what its line tells."""
    await app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()
    assert not screen_of(app).is_working
    return screen_of(app).job_bar.line.render_line(0).text


@pytest.mark.parametrize("key", ["i", "f2", "insert"])
async def test_importing_a_folder(desk: Desk, tmp_path: Path, key: str) -> None:
    folder = tmp_path / "新闻 剪报"
    folder.mkdir()
    for number in range(1, 4):
        (folder / f"{number}.txt").write_text(f"第{number}篇。\n去年办结三千件。", "utf-8")
    (folder / "坏.txt").write_bytes(b"")
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press(key)
        screen_of(app).job_bar.written.value = str(tmp_path / "新")
        screen_of(app).job_bar.written.cursor_position = 1000
        await pilot.press("tab")
        await pilot.pause()
        assert screen_of(app).job_bar.written.value == f"{folder}/"
        await pilot.press("enter")
        told = await until_done(app, pilot)
        assert "3 imported" in told
        assert "1 failed" in told
        assert [row.split()[0] for row in shown(app)] == ["▌", "2.txt", "3.txt"]
        assert app.screen.focused is screen_of(app).documents
        await pilot.press("w")
        await pilot.pause()
        assert isinstance(app.screen, FailuresScreen)
        assert any("坏.txt" in str(widget.render()) for widget in app.screen.query("Static"))
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert not screen_of(app).job_bar.has_class("telling")


async def test_tab_tells_what_it_may_become(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name in ("简报一.txt", "简报二.txt", ".hidden"):
        (folder / name).write_text("甲", "utf-8")
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("i")
        bar = screen_of(app).job_bar
        bar.written.value = f"{folder}/"
        await pilot.press("end", "tab")
        await pilot.pause()
        assert bar.written.value.endswith("/简报")
        assert "简报一.txt  简报二.txt" in str(bar.names.render())
        await pilot.press("escape")
        await pilot.pause()
        assert not bar.is_asking
        assert screen_of(app).documents.has_focus


async def test_stopping_keeps_what_is_done(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Escape is pressed when the second of ten documents is in the library."""
    from threading import Event

    for number in range(10):
        (tmp_path / f"{number}.txt").write_text(f"第{number}篇。", "utf-8")
    pressed, reached = Event(), Event()

    def slow_steps(desk: Desk, paths: list[Path]) -> Iterator[Step]:
        for step in import_steps(desk, paths):
            yield step
            if step.entry is not None and step.done >= 1:
                reached.set()
                pressed.wait(20)

    monkeypatch.setattr("reader.jobs.import_steps", slow_steps)
    monkeypatch.setattr("reader.documents.batches.PATIENCE_SECONDS", 0)  # as where each takes long to read
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("i")
        screen_of(app).job_bar.written.value = str(tmp_path)
        await pilot.press("enter")
        while not reached.is_set():
            await pilot.pause(0.01)
        await pilot.press("i")  # one at a time
        assert not screen_of(app).job_bar.is_asking
        await pilot.press("escape")
        pressed.set()
        told = await until_done(app, pilot)
        assert "stopped, what was done stays" in told
        count = len(shown(app))
        assert 2 <= count <= 3
    with Library(desk.library.path) as library:
        assert len(library.documents.entries()) == count


async def test_a_path_that_is_not_there(desk: Desk, tmp_path: Path) -> None:
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("i")
        screen_of(app).job_bar.written.value = str(tmp_path / "nothing.txt")
        await pilot.press("enter")
        assert "1 failed" in await until_done(app, pilot)
        await pilot.press("i", "enter")  # nothing written: nothing done
        await pilot.pause()
        assert not screen_of(app).is_working


@pytest.mark.parametrize(("key", "meant"), [("t", 1), ("f11", 1), ("T", 2), ("ctrl+t", 2), ("shift+f11", 2)])
async def test_suggesting_by_rules_and_taking_it_back(
    desk: Desk, add: Callable[..., int], key: str, meant: int
) -> None:
    text = "全市投资1.2亿元，办结率由71.5%提高到93.8%。"
    documents = [add(text, "a.txt"), add(text + "完。", "b.txt")]
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press(key, "enter")
        assert "suggestions added" in await until_done(app, pilot)
        with_suggestions = [one for one in documents if list(desk.library.annotations.of_document(one))]
        assert with_suggestions == documents[:meant]
        assert screen_of(app).documents.overviews[0].suggestions > 0
        await pilot.press("u")
        assert "taken back" in await until_done(app, pilot)
        assert not any(list(desk.library.annotations.of_document(one)) for one in documents)
        await pilot.press("f7")
        assert "No run to take back" in await until_done(app, pilot)


async def test_rules_that_cannot_be_used_are_told_of(desk: Desk, add: Callable[..., int]) -> None:
    add("甲乙丙。")
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        await pilot.press("t")
        screen_of(app).job_bar.written.value = "zh-gow"
        await pilot.press("enter")
        assert "broken off" in await until_done(app, pilot)
        assert any("zh-gov" in note.message for note in app._notifications)


async def test_a_fault_of_the_program_ends_the_job_not_the_screen(
    desk: Desk, add: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("unforeseen")

    monkeypatch.setattr("reader.jobs.tag_steps", broken)
    add("甲乙丙。")
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        await pilot.press("t", "enter")
        for _ in range(5):
            await pilot.pause()
        assert not screen_of(app).is_working
        assert any("unforeseen" in note.message for note in app._notifications)
        await pilot.press("down")
