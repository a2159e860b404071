"""The line for long work: first it asks what to work on, then it shows how far it is, then what came of it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from textual import getters, on
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input, Static

from reader.text.cells import text_cells
from reader.translation import _
from reader.tui.layout import shorten
from reader.tui.terminal import sign
from reader.tui.widgets.line_input import LineInput
from reader.tui.widgets.lines import LineWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from reader.tui.completion import Completion

_BAR = 30  # cells of the progress line, where there is room


class Progress(NamedTuple):
    """How far work is: `total` is None where that is not known; `is_over` when nothing runs any more."""

    title: str = ""
    done: int = 0
    total: int | None = None
    told: str = ""
    is_over: bool = False

    @property
    def share(self) -> float:
        """The share that is done, from 0 to 1."""
        return min(1.0, self.done / self.total) if self.total else 0.0


class ProgressLine(LineWidget):
    """Title, bar, and what is told; the bar gives way first."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"progress--title", "progress--bar", "progress--rule", "progress--told"}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self.progress = Progress()

    def show(self, progress: Progress) -> None:
        """Takes how far it is."""
        self.progress = progress
        self.repaint()

    def line_states(self) -> list[object]:
        """The one line."""
        return [self.progress]

    def render_line(self, y: int) -> Strip:
        """The line."""
        width, style = self.size.width, self.get_component_rich_style
        progress = self.progress
        if y or not progress.title:
            return Strip.blank(width, self.rich_style)
        title = shorten(progress.title, max(10, width // 3)) + "  "
        room = width - text_cells(title) - text_cells(progress.told) - 3
        segments = [Segment(" " + title, style("progress--title"))]
        if not progress.is_over and room >= 8:
            cells = min(_BAR, room)
            done = round(cells * progress.share)
            segments.append(Segment(sign("━") * done, style("progress--bar")))
            segments.append(Segment(sign("━") * (cells - done) + "  ", style("progress--rule")))
        used = sum(text_cells(segment.text) for segment in segments)
        segments.append(Segment(shorten(progress.told, max(0, width - used - 1)), style("progress--told")))
        return Strip(segments).adjust_cell_length(width, self.rich_style)


class CompletingInput(LineInput):
    """A line in which Tab completes what is written."""

    BINDINGS: ClassVar = [Binding("tab", "complete", show=False), Binding("shift+tab", "complete", show=False)]

    @dataclass
    class Completed(Message):
        """Tab was pressed: `candidates` is what it may become, where that is more than one."""

        candidates: tuple[str, ...]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id, select_on_focus=False)
        self.complete: Callable[[str], Completion] | None = None

    async def action_complete(self) -> None:
        """Grows what is written as far as it is clear; a slow disk holds up nothing."""
        if self.complete is None:
            return
        written = self.value
        completion = await asyncio.to_thread(self.complete, written)
        if self.value == written:  # nothing was typed meanwhile
            self.value = completion.text
            self.cursor_position = len(completion.text)
            self.post_message(self.Completed(completion.candidates))


class JobBar(Vertical):
    """Hidden while there is nothing to tell."""

    BINDINGS: ClassVar = [Binding("escape", "leave", show=False)]

    line = getters.query_one("#job-progress", ProgressLine)
    names = getters.query_one("#job-names", Static)
    label = getters.query_one("#job-label", Static)
    written = getters.query_one("#job-written", CompletingInput)

    @dataclass
    class Answered(Message):
        """What to work on was written, and Enter pressed."""

        bar: JobBar
        written: str

        @property
        def control(self) -> JobBar:
            """The bar."""
            return self.bar

    @dataclass
    class Left(Message):
        """It was asked, and Escape pressed."""

        bar: JobBar

        @property
        def control(self) -> JobBar:
            """The bar."""
            return self.bar

    def compose(self) -> ComposeResult:
        """What it may become, the question with its answer, the progress."""
        yield Static("", id="job-names", markup=False)
        with Horizontal(id="job-ask"):
            yield Static("", id="job-label", markup=False)
            yield CompletingInput(id="job-written")
        yield ProgressLine(id="job-progress")

    def ask(self, question: str, answer: str, complete: Callable[[str], Completion] | None = None) -> None:
        """Asks, with an answer to begin with; `complete` says what may become of what is written."""
        self.label.update(f" {question} ")
        self.names.update("")
        self.written.complete = complete
        self.written.value = answer
        self.written.cursor_position = len(answer)
        self.set_classes("asking")
        self.screen.set_focus(self.written)

    def show(self, progress: Progress) -> None:
        """Shows how far it is; what is being asked meanwhile stays."""
        self.line.show(progress)
        self.add_class("telling")

    def hide(self) -> None:
        """Nothing more to tell."""
        self.line.show(Progress())
        self.set_classes("")

    @property
    def completes(self) -> bool:
        """Whether what is written may be completed."""
        return self.written.complete is not None

    @property
    def is_asking(self) -> bool:
        """Whether it waits for an answer."""
        return self.has_class("asking")

    @on(CompletingInput.Completed)
    def _tell_candidates(self, event: CompletingInput.Completed) -> None:
        event.stop()
        self.names.update("  ".join(event.candidates))

    @on(Input.Changed)
    def _forget_candidates(self, event: Input.Changed) -> None:
        event.stop()
        self.names.update("")

    @on(Input.Submitted)
    def _answer(self, event: Input.Submitted) -> None:
        event.stop()
        self.remove_class("asking")
        self.post_message(self.Answered(self, event.value))

    def action_leave(self) -> None:
        """Asks no more."""
        self.remove_class("asking")
        self.post_message(self.Left(self))


def told_of(told: str, rate: float) -> str:
    """What a running job tells, with how fast it is."""
    parts = [told, _("{rate:,.0f} a second").format(rate=rate) if rate >= 1 else "", _("Esc stops, what is done stays")]
    return " · ".join(part for part in parts if part)
