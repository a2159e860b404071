"""A walk of random keys, clicks, drags and sizes: `python -m tests.tui.walk [--steps 5000] [--seed 1] [--script hong-kong]`.

It goes over real texts where there are some, else over the samples, in one script view after the other, on every screen
that can be reached. After each step what is selected is a span of the source; after some of them what is painted as
labelled is what the library holds; at the end each annotation quotes the text it stands on.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import tempfile
from collections import Counter, defaultdict
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events
from textual.keys import key_to_character
from textual.widgets import Input, TextArea

from reader.annotations.model import Status
from reader.desk import Desk
from reader.documents.reading import find_files, read_files
from reader.errors import InputError
from reader.library import Library
from reader.resources import resource
from reader.tagging.batch import tag_library
from reader.tagging.taggers import TaggerName
from reader.text.scripts import Script
from reader.text.spans import Span
from reader.tui.app import PizhuApp
from reader.tui.bindings import READING
from reader.tui.painting import GUTTER
from reader.tui.screens.export import ExportScreen
from reader.tui.screens.library import LibraryScreen
from reader.tui.screens.reading import ReadingScreen
from tests.corpus import CORPUS
from tests.tui.conftest import Reader, TwoByTwo, finished

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.screen import Screen

    from reader.documents.model import Document

SIZES = [(24, 6), (40, 10), (80, 24), (100, 40), (120, 40), (200, 60)]
ENDS = {"quit", "suspend"}  # what ends the program is tried elsewhere
KEYS = [key for command in READING if command.id not in ENDS for key in command.keys]
OFTEN = [
    "right", "shift+right", "down", "up", "1", "2", "t", "tab", "enter", "plus", "u", "ctrl+r", "delete",
    "greater_than_sign", "left_curly_bracket", "alt+down", "y", "x", "0", "M", "i", "escape", "click", "drag",
]  # fmt: skip
WRITTEN = [
    "的",
    "国",
    "發",
    "a",
    "1",
    "backspace",
    "left",
    "home",
    "end",
    "enter",
    "tab",
    "escape",
    "up",
    "down",
    "click",
]
ANYWHERE = ["enter", "escape", "tab", "down", "up", "1", "delete", "click", "ctrl+p"]
LOOKS_APART = 5  # steps between two looks at what is painted
LEG = 1000  # steps in a library
SCRIPTS_APART = 25  # steps after which the next of the scripts that are walked in is shown


class Walk:
    """One walk, in one script after the other. An AssertionError names the step and the keys before it."""

    def __init__(
        self, reader: Reader, source: random.Random, scripts: Sequence[Script], texts: Sequence[Document]
    ) -> None:
        self.reader = reader
        self.texts = texts  # that a library gets again when one has removed them all
        self.source = source
        self.scripts = cycle(scripts)
        self.pressed: list[str] = []
        self.screens: Counter[str] = Counter()

    async def go(self, steps: int) -> None:
        """Takes so many steps."""
        for step in range(steps):
            if step % SCRIPTS_APART == 0:
                await self.back_to_the_page()
                self.reader.page.at.set_script(next(self.scripts))
                self.reader.page.show()
            await self.step()
            try:
                self._check_place()
                if step % LOOKS_APART == 0:
                    await self._look()
            except AssertionError as error:
                told = f"step {step}, at {self.reader.app.size}, after {self.pressed[-12:]}: {error}"
                raise AssertionError(told) from error
        await self.back_to_the_page()
        library = self.reader.app.desk.library
        for entry in library.documents.entries():
            text = library.documents.text(entry.id)
            wrong = [mark for mark in library.annotations.of_document(entry.id) if mark.span.slice(text) != mark.quote]
            assert not wrong, wrong

    async def step(self) -> None:
        """One key or gesture; on another screen than the page also those of that screen, and sometimes back."""
        screen, source = self.reader.app.screen, self.source
        self.screens[type(screen).__name__] += 1
        if isinstance(screen.focused, (Input, TextArea)):
            key = source.choice(WRITTEN)
        elif isinstance(screen, ReadingScreen):
            key = source.choice(OFTEN if source.random() < 0.6 else KEYS)
        elif source.random() < 0.2:
            await self.back_to_the_page()
            return
        else:
            own = [key for one in getattr(screen, "COMMANDS_OF", ()) if one.id not in ENDS for key in one.keys]
            key = source.choice(own if own and source.random() < 0.7 else ANYWHERE)
        if source.random() < 0.01:
            key = "resize"
        self.pressed.append(key)
        await self._press(key)

    async def _press(self, key: str) -> None:
        if key == "resize":
            await self.reader.pilot.resize_terminal(*self.source.choice(SIZES))
        elif key in ("click", "drag"):
            await self._point(key)
        else:
            character = key if len(key) == 1 else None if "+" in key else key_to_character(key)
            self.reader.app.post_message(events.Key(key, character))
        await self._settle()

    async def _settle(self) -> None:
        """Waits until the program has taken what was pressed, and its widgets what it asked of them."""
        done = asyncio.Event()
        self.reader.app.call_later(done.set)
        await done.wait()
        await self.reader.pilot.pause(0)

    async def _point(self, key: str) -> None:
        """Presses a button of the mouse somewhere, or drags on the page."""
        source, size = self.source, self.reader.app.size
        if key == "click" or not isinstance(self.reader.app.screen, ReadingScreen):
            where = (source.randrange(size.width), source.randrange(size.height))
            button = 3 if source.random() < 0.1 else 1
            await self.reader.pilot.click(offset=where, button=button, times=source.choice([1, 1, 1, 2, 3]))
        elif is_open(self.reader.app.screen) and self.reader.page.size.area:
            room = self.reader.page.size
            ends = [(source.randrange(room.width), source.randrange(room.height)) for _ in range(2)]
            await self.reader.pilot.mouse_down("#page", offset=ends[0], shift=source.random() < 0.2)
            await self.reader.pilot.hover("#page", offset=ends[1])
            await self.reader.pilot.mouse_up("#page", offset=ends[1])

    async def back_to_the_page(self) -> None:
        """Leaves whatever screen was opened, and the lines in which keys are text."""
        seen = []
        for tried in range(30):
            screen = self.reader.app.screen
            if is_open(screen) and not isinstance(screen.focused, Input):
                return
            seen.append(f"{type(screen).__name__} {screen.focused}")
            writes = isinstance(screen.focused, Input)
            if isinstance(screen, LibraryScreen) and not self.reader.app.desk.library.documents.totals().documents:
                list(self.reader.app.desk.import_documents(self.texts))  # all were removed on the way
                screen.read_again()
            # A filter may leave no document to open: the second key takes it away.
            await self._press("enter" if isinstance(screen, LibraryScreen) and not writes and tried % 2 else "escape")
            if isinstance(screen, ExportScreen):  # what is being written ends before one leaves
                await finished(self.reader.app, "write")
        raise AssertionError(f"no way back: {seen[-3:]}")

    def _check_place(self) -> None:
        if not is_open(self.reader.app.screen):
            return
        at = self.reader.page.at
        assert 1 <= at.current <= at.document.count
        assert at.selection is None or 0 <= at.selection.start < at.selection.end <= at.document.entry.length
        if at.rows:
            assert at.rows[0].number <= at.current <= at.rows[-1].number, "the current paragraph is not on the page"

    async def _look(self) -> None:
        screen = self.reader.app.screen
        if not is_open(screen):
            return
        for _ in range(2):  # what a key asked for may ask for more
            await self._settle()
        if self.reader.app.screen is screen:
            shown, held, hidden = painted(self.reader), *kept(self.reader)
            assert shown.keys() - hidden == held.keys() - hidden
            for place in shown.keys() - hidden:
                assert shown[place] in held[place] | {""}, place


def is_open(screen: Screen[Any]) -> bool:
    """Whether a screen shows a document already."""
    return isinstance(screen, ReadingScreen) and bool(screen.query("#page")) and screen.page.is_open


def painted(reader: Reader) -> dict[tuple[int, int], str]:
    """The places on the page that are underlined, as (paragraph, code point), with the label of their colour."""
    page, at = reader.page, reader.page.at
    hues = reader.screen._hues
    ink_of = {page.get_component_rich_style(f"ink-{hue}", partial=True).color: hue for hue in set(hues.values())}
    label_of = {hue: label for label, hue in hues.items() if list(hues.values()).count(hue) == 1}
    found: dict[tuple[int, int], str] = {}
    for y, row in enumerate(at.rows):
        laid = at.laid(row.number)
        if row.line >= laid.lines:
            continue
        offset = laid.line(row.line).start
        cell = 0
        for segment in page.render_line(y):
            cell += len(segment.text)
            if cell <= page.left + GUTTER or segment.style is None:
                continue
            if segment.style.underline:
                source = laid.source(Span(offset, min(offset + len(segment.text), len(laid.view.view))))
                label = label_of.get(ink_of.get(segment.style.color, ""), "")
                found.update(((row.number, place), label) for place in range(source.start, source.end))
            offset += len(segment.text)
    return found


def kept(reader: Reader) -> tuple[dict[tuple[int, int], set[str]], set[tuple[int, int]]]:
    """The places on the page that the library has annotations over, with their labels; those that may not be seen.

    These are under the selection, or white space, which may hang over the edge.
    """
    at = reader.page.at
    marked: dict[tuple[int, int], set[str]] = defaultdict(set)
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
                for place in range(both.start, both.end):
                    marked[row.number, place].add(mark.label)
        if at.selection is not None and (shown := laid.shown(at.selection)) is not None:
            chosen = laid.source(shown)
            hidden.update((row.number, place) for place in range(chosen.start, chosen.end))
        start = laid.passage.paragraph.span.start
        hidden.update((row.number, start + offset) for offset, mark in enumerate(laid.passage.text) if mark.isspace())
    return marked, hidden


def texts(folder: Path) -> Iterator[Document]:
    """What there is to walk over in a folder."""
    yield from (one for one in read_files(find_files([folder])) if not isinstance(one, InputError))


async def walk(
    desk: Desk, texts: Sequence[Document], scripts: Sequence[Script], seed: int, steps: int, size: tuple[int, int]
) -> Counter[str]:
    """Walks over the first of some texts that are in the library, and where one comes to; the steps on each screen."""
    app = PizhuApp(desk, None, segmenter=TwoByTwo())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        way = Walk(Reader(app, pilot), random.Random(seed), scripts, texts)
        await way.go(steps)
    return way.screens


def main() -> None:
    """Walks in every script, with a new library every thousand steps; an assertion that fails names the step."""
    parser = argparse.ArgumentParser(prog="python -m tests.tui.walk", description=__doc__)
    parser.add_argument("--steps", type=int, default=5000, help="in each script")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--script", type=Script, choices=list(Script), action="append")
    asked = parser.parse_args()
    documents = list(texts(resource("samples") if CORPUS is None else CORPUS))
    documents = [document for document in documents if document.name.endswith(".txt")]
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)  # what is exported on the way goes there
        os.environ.update(dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), folder))
        for script in asked.script or list(Script):
            for leg, done in enumerate(range(0, asked.steps, LEG)):
                seed = asked.seed * 1000 + list(Script).index(script) * 100 + leg
                with Library(Path(folder) / f"{script}-{seed}.db") as library:
                    desk = Desk(library, "walker")
                    first = seed % len(documents)
                    order = documents[first:] + documents[:first]
                    list(desk.import_documents(order))
                    list(tag_library(desk, TaggerName("zh-gov")))
                    steps, size = min(LEG, asked.steps - done), SIZES[seed % len(SIZES)]
                    screens = asyncio.run(walk(desk, order, [script], seed, steps, size))
                told = ", ".join(f"{name.removesuffix('Screen')} {count}" for name, count in screens.most_common())
                sys.stdout.write(f"{script.value}: steps {done + 1:,} to {done + steps:,}, seed {seed}: {told}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
