"""A document open on the screen, driven by keys."""

from __future__ import annotations

from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, cast

import pytest
from textual.worker import WorkerCancelled

from reader.annotations.changes import Change
from reader.annotations.model import Status
from reader.text.cells import text_cells
from reader.text.spans import Span
from reader.tui.app import PizhuApp
from reader.tui.painting import GUTTER

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from contextlib import AbstractAsyncContextManager

    from textual.pilot import Pilot

    from reader.annotations.model import Annotation
    from reader.desk import Desk
    from reader.tui.screens.reading import ReadingScreen
    from reader.tui.widgets.lines import LineWidget
    from reader.tui.widgets.page import Page


async def finished(app: PizhuApp, group: str) -> None:
    """Waits for the workers of a group, also for those that a newer one has taken the place of."""
    for worker in [worker for worker in app.workers if worker.group == group]:
        with suppress(WorkerCancelled):
            await worker.wait()


class TwoByTwo:
    """Cuts text into pairs of characters that are no punctuation: words that a test can count."""

    ready = True

    def steps(self) -> Iterator[float]:
        """Nothing is needed."""
        return iter(())

    def words(self, text: str) -> list[Span]:
        spans = []
        at = 0
        while at < len(text):
            end = at + 1 + (at + 1 < len(text) and text[at].isalnum() and text[at + 1].isalnum())
            spans.append(Span(at, end))
            at = end
        return spans


class Reader:
    """The program as a test sees it."""

    def __init__(self, app: PizhuApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> ReadingScreen:
        return cast("ReadingScreen", self.app.screen)

    @property
    def page(self) -> Page:
        return self.screen.page

    @property
    def selected(self) -> str | None:
        selection = self.page.at.selection
        return None if selection is None else self.page.at.document.text(selection)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    def lines(self) -> list[str]:
        page = self.page
        return [page.render_line(y).text.rstrip() for y in range(page.size.height)]

    @property
    def text(self) -> str:
        """What the page shows, line ends and gutter left out."""
        return "".join(line[GUTTER:].strip() for line in self.lines())

    def cell_of(self, span: Span) -> tuple[int, int]:
        """Where on the page widget a span begins: column and row, padding counted."""
        for y, row in enumerate(self.page._rows):
            laid = self.page.at.laid(row.number)
            shown = laid.shown(span)
            if shown is not None and row.line == laid.line_of(span.start):
                left, top = self.page.gutter.top_left
                before = laid.view.view[laid.line(row.line).start : shown.start]
                return left + self.page.left + GUTTER + text_cells(before), top + y
        raise AssertionError(f"{span} is not on the page")

    @property
    def foot(self) -> str:
        return self.screen.foot.render_line(0).text

    @property
    def head(self) -> str:
        return self.screen.head.render_line(0).text

    @property
    def margin(self) -> str:
        margin = self.screen.margin
        return "\n".join(margin.render_line(y).text.rstrip() for y in range(margin.size.height))

    async def drag(self, span: Span) -> None:
        """Selects with the mouse, from the first character to the last."""
        await self.pilot.mouse_down("#page", offset=self.cell_of(Span(span.start, span.start + 1)))
        end = self.cell_of(Span(span.end - 1, span.end))
        await self.pilot.hover("#page", offset=end)
        await self.pilot.mouse_up("#page", offset=end)
        await self.pilot.pause()

    async def click_on(self, widget: LineWidget, text: str, button: int = 1) -> None:
        """Clicks where a widget shows a text."""
        lines = [widget.render_line(y).text for y in range(widget.size.height)]
        row = next(y for y, line in enumerate(lines) if text in line)
        left, top = widget.gutter.top_left
        before = lines[row][: lines[row].index(text)]
        await self.pilot.click(widget, offset=(left + text_cells(before), top + row), button=button)
        for _ in range(3):  # the click, what it asks the screen to do, and what comes of that
            await self.pilot.pause()

    def marks(self) -> list[tuple[str, str, str]]:
        desk = self.app.desk
        found = desk.library.annotations.of_document(self.page.at.document.entry.id)
        return [(mark.quote, mark.label, mark.status.value) for mark in found]


def suggest(
    reader: Reader, quote: str, label: str = "statistic", origin: str = "rule:pack/rule", score: float | None = None
) -> Annotation:
    """Has a rule suggest the first passage of these words."""
    desk = reader.app.desk
    document = reader.page.at.document.entry.id
    start = desk.library.documents.text(document).index(quote)
    made = desk.new_annotation(document, Span(start, start + len(quote)), label, status=Status.SUGGESTED, origin=origin)
    if score is not None:
        made = replace(made, attributes={**made.attributes, "score": score})
    desk.library.history.record("run", [Change(None, made)], annotator="batch", at=desk.now())
    reader.page.refresh_marks()
    return made


class Open(Protocol):
    def __call__(
        self, text: str, size: tuple[int, int] = (80, 24), **facts: str
    ) -> AbstractAsyncContextManager[Reader]: ...


@pytest.fixture
def open_text(desk: Desk, add: Callable[..., int]) -> Open:
    """Opens a text in the reader."""

    @asynccontextmanager
    async def opened(text: str, size: tuple[int, int] = (80, 24), **facts: str) -> AsyncIterator[Reader]:
        app = PizhuApp(desk, add(text, **facts), segmenter=TwoByTwo())
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await pilot.pause()
            yield Reader(app, pilot)

    return opened
