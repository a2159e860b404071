"""What the labels screen stands on: showing the labels with what they mark, writing, telling, taking back."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from textual import getters, on, work
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from reader.desk import Desk
from reader.errors import ReaderError, UsageError
from reader.everywhere import is_quick
from reader.library import Library
from reader.library.stats import LabelCount
from reader.translation import _
from reader.tui.moments import saved
from reader.tui.widgets.bars import Foot, FootLine, HeadLine
from reader.tui.widgets.label_list import LabelList
from reader.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.library.history import Action
    from reader.tui.app import PizhuApp

T = TypeVar("T")

_PATIENCE_SECONDS = 0.3  # with another program that is writing, while nothing moves here


class Labelling(Screen[None]):
    """The part of the labels screen that shows and writes."""

    app: getters.app[PizhuApp]
    head = getters.query_one("#head", HeadLine)
    foot = getters.query_one("#foot", FootLine)
    rows = getters.query_one("#labels", LabelList)
    empty = getters.query_one("#empty", Static)

    @dataclass
    class Counted(Message):
        """What the labels mark is known."""

        counts: list[LabelCount]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._saved = saved(desk.last_saved(), desk.now())
        self._is_busy = False  # something is written beside the screen
        self._known: dict[str, LabelCount] = {}

    def _show(self, name: str = "") -> None:
        """Shows the labels with the numbers last known, goes to one of them, and counts anew."""
        labels = self.desk.library.labels.all()
        self.rows.show([replace(self._known.get(label.name, LabelCount(label)), label=label) for label in labels])
        at = next((n for n, label in enumerate(labels) if label.name == name), self.rows.cursor)
        self.rows.move_to(at)
        self.empty.display = not labels
        marked = sum(count.accepted for count in self.rows.counts)
        self.head.show(
            _("Labels"),
            (
                self.desk.library.path.name,
                plural(marked, "{count} annotation", "{count} annotations"),
                plural(len(labels), "{count} label", "{count} labels"),
            ),
        )

    @work(thread=True, group="counts", exclusive=True, exit_on_error=False)
    def _count(self) -> None:
        """Counts what the labels mark: a look at every annotation."""
        try:
            with Library(self.desk.library.path) as library, library.speaking():
                self.post_message(self.Counted(library.stats.labels()))
        except ReaderError:
            return  # the numbers last known stay; whatever is done next tells the trouble

    @on(Counted)
    def _take_counts(self, event: Counted) -> None:
        self._known = {count.label.name: count for count in event.counts}
        here = self._here
        self._show(here.label.name if here else "")

    @property
    def _here(self) -> LabelCount | None:
        """The label under the cursor, with what it marks."""
        return self.rows.counts[self.rows.cursor] if self.rows.counts else None

    async def _write(self, action: Callable[[Desk], T]) -> T:
        """Does something that may write every annotation: in a large library beside the screen.

        Raises what the action raises, and ReaderError while another one is at work.
        """
        if self._is_busy:
            raise UsageError(_("Something is at work still."), _("Wait until it is done."))
        if is_quick(self.desk):
            return action(self.desk)
        self._is_busy = True
        self._tell(_("at work …"))
        try:
            return await asyncio.to_thread(self._write_beside, action)
        finally:
            self._is_busy = False
            self._tell("")

    def _write_beside(self, action: Callable[[Desk], T]) -> T:
        with Library(self.desk.library.path) as library, library.speaking():
            return action(Desk(library, self.desk.annotator, clock=self.desk.now))

    def _do(self, action: Callable[[], object], told: str, name: str = "") -> None:
        """Does something that is saved, shows it, and goes to a label; what goes wrong is told."""
        if self._is_busy:
            self._tell(_("Something is at work still."))
            return
        try:
            with self.desk.library.hurried(_PATIENCE_SECONDS):
                action()
        except (ReaderError, OSError) as error:
            self.app.tell_failure(error if isinstance(error, ReaderError) else ReaderError(str(error)))
            self._show()
            return
        self._saved = saved(self.desk.now(), self.desk.now())
        self._show(name)
        self._count()
        self._tell(told)

    def _tell(self, message: str) -> None:
        self.foot.show(Foot(self._saved, message, may_write=self.desk.library.may_write))

    # History

    @work
    async def action_undo(self) -> None:
        """Takes back the last action."""
        await self._travel(Desk.undo, _("undone"), _("Nothing to undo"))

    @work
    async def action_redo(self) -> None:
        """Does it again."""
        await self._travel(Desk.redo, _("done again"), _("Nothing to redo"))

    async def _travel(self, travel: Callable[[Desk], Action | None], verb: str, nothing: str) -> None:
        try:
            action = await self._write(travel)
        except ReaderError as error:
            self.app.tell_failure(error)
            return
        if action is None:
            self._tell(nothing)
            return
        what = [str(change) for change in action.labels]
        if action.changes:
            what.append(plural(len(action.changes), "{count} annotation", "{count} annotations"))
        name = action.labels[0].label.name if action.labels else ""
        self._do(lambda: None, f"{verb}: {', '.join(what)}", name)
