"""Another program holds the library: the screen goes on, tells so, and saves in order when it can."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

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
