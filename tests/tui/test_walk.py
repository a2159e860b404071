"""A walk of random keys over a real text, in every script: nothing breaks, and what is painted is what is kept."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from reader.annotations.model import Status
from reader.documents.reading import find_files, read_files
from reader.errors import InputError
from reader.resources import resource
from reader.tagging.batch import tag_library
from reader.tagging.taggers import TaggerName
from reader.text.spans import Span
from reader.tui.app import PizhuApp
from reader.tui.bindings import READING
from reader.tui.screens.library import LibraryScreen
from reader.tui.screens.reading import ReadingScreen
from tests.tui.conftest import Reader, TwoByTwo

if TYPE_CHECKING:
    from reader.desk import Desk

STEPS = 250
# What ends the program is tried elsewhere.
KEYS = [key for command in READING if command.id != "close" for key in command.keys]
OFTEN = [
    "right", "shift+right", "down", "up", "1", "2", "t", "tab", "enter", "plus", "u", "ctrl+r", "delete",
    "greater_than_sign", "left_curly_bracket", "alt+down", "y", "x", "0", "M", "i", "escape", "click", "drag",
]  # fmt: skip


def painted(reader: Reader) -> set[tuple[int, int]]:
    """The code points that stand on the page underlined, as (paragraph, offset in it), selection aside."""
    page, at = reader.page, reader.page.at
    found: set[tuple[int, int]] = set()
    for y, row in enumerate(at.rows):
        laid = at.laid(row.number)
        if row.line >= laid.lines:
            continue
        offset = laid.line(row.line).start
        cell = 0
        for segment in page.render_line(y):
            cell += len(segment.text)
            if cell <= page.left + 7 or segment.style is None:
                continue
            if segment.style.underline:
                source = laid.source(Span(offset, min(offset + len(segment.text), len(laid.view.view))))
                found.update((row.number, place) for place in range(source.start, source.end))
            offset += len(segment.text)
    return found


def kept(reader: Reader) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """The code points on the page that the library has annotations over; those that may not be seen.

    These are under the selection, or white space, which may hang over the edge.
    """
    at = reader.page.at
    marked: set[tuple[int, int]] = set()
    hidden: set[tuple[int, int]] = set()
    library = reader.app.desk.library
    for row in at.rows:
        laid = at.laid(row.number)
        if row.line >= laid.lines:
            continue
        line = laid.source(laid.line(row.line)) if len(laid.line(row.line)) else None
        if line is None:
            continue
        for mark in library.annotations.touching(at.document.entry.id, line, (Status.ACCEPTED, Status.SUGGESTED)):
            shown = laid.shown(mark.span)
            both = laid.source(shown).intersection(line) if shown else None
            if both:
                marked.update((row.number, place) for place in range(both.start, both.end))
        if at.selection is not None and (shown := laid.shown(at.selection)) is not None:
            chosen = laid.source(shown)
            hidden.update((row.number, place) for place in range(chosen.start, chosen.end))
        start = laid.passage.paragraph.span.start
        hidden.update((row.number, start + offset) for offset, mark in enumerate(laid.passage.text) if mark.isspace())
    return marked, hidden


async def back_to_the_page(reader: Reader) -> None:
    """Leaves whatever screen was opened, and the lines in which keys are text."""
    for _ in range(8):
        screen = reader.app.screen
        if isinstance(screen, ReadingScreen) and not isinstance(screen.focused, Input):
            return
        await reader.pilot.press("enter" if isinstance(screen, LibraryScreen) else "escape")
        await reader.pilot.pause()
    raise AssertionError(f"no way back from {reader.app.screen}")


async def point(reader: Reader, key: str, source: random.Random) -> None:
    """Presses a button of the mouse somewhere, or drags on the page."""
    size = reader.app.size
    if key == "click":
        where = (source.randrange(size.width), source.randrange(size.height))
        button = 3 if source.random() < 0.1 else 1
        await reader.pilot.click(offset=where, button=button, times=source.choice([1, 1, 1, 2, 3]))
    elif reader.page.size.area:
        room = reader.page.size
        ends = [(source.randrange(room.width), source.randrange(room.height)) for _ in range(2)]
        await reader.pilot.mouse_down("#page", offset=ends[0], shift=source.random() < 0.2)
        await reader.pilot.hover("#page", offset=ends[1])
        await reader.pilot.mouse_up("#page", offset=ends[1])


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_random_keys(desk: Desk, seed: int) -> None:
    documents = [d for d in read_files(find_files([resource("samples")])) if not isinstance(d, InputError)]
    chosen = documents[seed % len(documents)]
    list(desk.import_documents([chosen]))
    list(tag_library(desk, TaggerName("zh-gov")))
    entry = desk.require_document(chosen.name)
    source = random.Random(seed)
    app = PizhuApp(desk, entry.id, segmenter=TwoByTwo())
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        reader = Reader(app, pilot)
        for step in range(STEPS):
            key = source.choice(OFTEN if source.random() < 0.6 else KEYS)
            if step % 97 == 96:
                await pilot.resize_terminal(source.choice([40, 80, 100, 160]), source.choice([8, 24, 40]))
            if key in ("click", "drag"):
                await point(reader, key, source)
            else:
                await pilot.press(key)
            if not isinstance(app.screen, ReadingScreen) or source.random() < 0.3:
                await back_to_the_page(reader)
            at = reader.page.at
            assert 1 <= at.current <= at.document.count
            if at.selection is not None:
                assert 0 <= at.selection.start < at.selection.end <= entry.length
            if step % 5 == 0:
                await pilot.pause()
                await back_to_the_page(reader)
                marked, hidden = kept(reader)
                assert painted(reader) - hidden == marked - hidden, f"step {step}, key {key}"
