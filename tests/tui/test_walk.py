"""A walk of random keys over a real text, in every script: nothing breaks, and what is painted is what is kept."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from reader.annotations.model import Status
from reader.documents.reading import find_files, read_files
from reader.errors import InputError
from reader.resources import resource
from reader.tagging.batch import tag_library
from reader.tagging.taggers import TaggerName
from reader.text.spans import Span
from reader.tui.app import PizhuApp
from reader.tui.bindings import READING
from reader.tui.screens.reading import ReadingScreen
from tests.tui.conftest import Reader, TwoByTwo

if TYPE_CHECKING:
    from reader.desk import Desk

STEPS = 250
# What leaves the screen, or waits for text, is tried elsewhere.
ELSEWHERE = {
    "library",
    "close",
    "help",
    "annotation.note",
    "find",
    "everywhere",
    "view.theme",
    "menu",
    "paragraph.go",
    "outline.enter",
}
KEYS = [key for command in READING if command.id not in ELSEWHERE for key in command.keys]
OFTEN = ["right", "shift+right", "down", "up", "1", "2", "t", "tab", "enter", "plus", "u", "ctrl+r", "delete"]


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
    """The code points on the page that the library has annotations over; those that may hide under the selection."""
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
    return marked, hidden


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
            await pilot.press(key)
            at = reader.page.at
            assert isinstance(app.screen, ReadingScreen)
            assert 1 <= at.current <= at.document.count
            if at.selection is not None:
                assert 0 <= at.selection.start < at.selection.end <= entry.length
            if step % 5 == 0:
                await pilot.pause()
                marked, hidden = kept(reader)
                assert painted(reader) - hidden == marked - hidden, f"step {step}, key {key}"
