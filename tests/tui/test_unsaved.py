"""Another program holds the library: the screen goes on, tells so, and saves in order when it can."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reader.annotations.changes import Change
from reader.annotations.model import Status
from reader.text.spans import Span
from reader.tui.screens import keeping_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from tests.tui.conftest import Open, Reader

TEXT = "甲乙丙丁。\n戊己庚辛。\n壬癸子丑。"


@contextmanager
def held(reader: Reader) -> Iterator[None]:
    """Another program is in the middle of writing."""
    other = sqlite3.connect(reader.app.desk.library.path)
    other.execute("begin immediate")
    try:
        yield
    finally:
        other.rollback()
        other.close()


async def until_saved(reader: Reader) -> None:
    screen = reader.screen
    while screen.unsaved:
        await reader.pilot.pause(0.02)
    await reader.pilot.pause()


async def test_what_is_tagged_meanwhile_is_told_and_saved_in_order_afterwards(open_text: Open) -> None:
    async with open_text(TEXT, size=(120, 24)) as reader:
        with held(reader):
            await reader.press("right", "1")
            assert "1 not saved yet" in reader.foot
            await reader.press("down", "2")
            assert "2 not saved yet" in reader.foot
            assert reader.marks() == []
        await until_saved(reader)
        assert reader.marks() == [("甲乙", "program", "accepted"), ("戊己庚辛。", "statistic", "accepted")]
        assert "not saved" not in reader.foot
        await reader.press("u")
        assert reader.marks() == [("甲乙", "program", "accepted")]


async def test_undo_takes_back_what_is_not_saved_first(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        with held(reader):
            await reader.press("1", "down", "2", "u")
            assert len(reader.screen.unsaved) == 1
        await until_saved(reader)
        assert reader.marks() == [("甲乙丙丁。", "program", "accepted")]


async def test_one_leaves_when_all_is_saved(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        screen = reader.screen
        with held(reader):
            await reader.press("1", "q")
            assert reader.app.screen is screen
        await until_saved(reader)
        assert not reader.app.is_running
        assert [mark.quote for mark in reader.app.desk.library.annotations.of_document(1)] == ["甲乙丙丁。"]


async def test_what_waits_is_saved_where_the_program_is_ended(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        with held(reader):
            await reader.press("1", "down", "3")
        reader.app.exit()
        await reader.pilot.pause()
    quotes = [mark.quote for mark in reader.app.desk.library.annotations.of_document(1)]
    assert quotes == ["甲乙丙丁。", "戊己庚辛。"]


async def test_moving_and_undoing_never_wait_for_another_program(open_text: Open) -> None:
    async with open_text(TEXT, size=(120, 24)) as reader:
        await reader.press("1")
        with held(reader):
            await reader.press("u")
            assert len(reader.marks()) == 1
        await reader.press("u")
        assert reader.marks() == []


async def test_the_place_is_kept_where_one_never_rests(open_text: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping_place, "_SAVE_PLACE_SECONDS", 0.2)
    monkeypatch.setattr(keeping_place, "_PLACE_LAGS_SECONDS", 0.0)
    async with open_text(TEXT) as reader:
        for _ in range(500):
            await reader.press("end")
            await reader.press("up")
            if reader.app.desk.last_place(1).place:
                break
        assert reader.app.desk.last_place(1).place >= TEXT.index("戊")


async def test_the_place_is_kept_when_another_program_has_done(
    open_text: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping_place, "_SAVE_PLACE_SECONDS", 0.02)
    async with open_text(TEXT) as reader:
        with held(reader):
            await reader.press("end")
            await reader.pilot.pause(0.1)
            assert reader.app.desk.last_place(1).place == 0
        for _ in range(500):
            await reader.pilot.pause(0.02)
            if reader.app.desk.last_place(1).place:
                break
        assert reader.app.desk.last_place(1).place == TEXT.index("壬")


async def test_the_place_is_kept_where_one_leaves_while_another_program_is_writing(open_text: Open) -> None:
    async with open_text(TEXT) as reader:
        await reader.press("end")
        other = sqlite3.connect(reader.app.desk.library.path, check_same_thread=False)
        other.execute("begin immediate")
        writer = threading.Timer(0.3, other.rollback)
        writer.start()
        await reader.press("q")
    writer.join()
    other.close()
    assert reader.app.desk.last_place(1).place == TEXT.index("壬")


async def test_where_nothing_may_be_written_one_reads_and_leaves_without_complaint(open_text: Open) -> None:
    async with open_text(TEXT, size=(120, 24)) as reader:
        library = reader.app.desk.library
        library.may_write = False
        library._database.conn.execute("pragma query_only = on")
        await reader.press("down", "1")
        assert "read only" in reader.foot
        assert [toast.title for toast in reader.app._notifications] == ["Library trouble"]
        assert "may only be read" in next(iter(reader.app._notifications)).message
        assert reader.marks() == []
        reader.app.clear_notifications()
        await reader.press("q")
        assert list(reader.app._notifications) == []
    assert not reader.app.is_running


LINES = 320  # more than are changed while one waits


async def test_a_long_change_is_made_beside_the_screen_and_what_one_does_meanwhile_comes_after_it(
    open_text: Open,
) -> None:
    async with open_text("全市投资增长。\n" * LINES, size=(120, 24)) as reader:
        with held(reader):
            await reader.press("right", "asterisk", "enter")
            assert "tagging 320 places" in reader.foot
            await reader.press("down", "2", "up", "3")
            assert "2 to follow" in reader.foot
            assert reader.marks() == []
            await reader.press("u")
            assert "1 to follow" in reader.foot
        await until_saved(reader)
        assert len(reader.marks()) == LINES + 1
        assert reader.marks()[2] == ("全市投资增长。", "statistic", "accepted")
        await reader.press("u")
        assert {mark[1] for mark in reader.marks()} == {"program"}


async def test_a_long_change_is_taken_back_and_done_again_in_the_order_of_the_keys(open_text: Open) -> None:
    async with open_text("全市投资增长。\n" * LINES, size=(120, 24)) as reader:
        await reader.press("right", "asterisk", "enter")
        await until_saved(reader)
        assert "320 places tagged program" in reader.foot
        await reader.press("u", "ctrl+r", "u", "2")
        await until_saved(reader)
        assert [mark[1] for mark in reader.marks()] == ["statistic"]
        assert not reader.app._notifications


async def test_a_rule_with_many_suggestions_is_decided_beside_the_screen(open_text: Open) -> None:
    async with open_text("全市投资增长。\n" * LINES, size=(120, 24)) as reader:
        desk, document = reader.app.desk, reader.page.at.document.entry.id
        made = [
            desk.new_annotation(document, Span(8 * n, 8 * n + 2), "program", status=Status.SUGGESTED, origin="rule:a/b")
            for n in range(LINES)
        ]
        desk.library.history.record("run", [Change(None, one) for one in made], annotator="batch", at=desk.now())
        reader.page.refresh_marks()
        await reader.press("tab", "ctrl+a")
        await until_saved(reader)
        assert {mark[2] for mark in reader.marks()} == {"accepted"}
        assert "accepted 320 suggestions of rule:a/b" in reader.foot
        await reader.press("u", "q")  # one leaves when all is saved
        await reader.pilot.pause()
    assert {mark.status for mark in desk.library.annotations.of_document(document)} == {Status.SUGGESTED}
