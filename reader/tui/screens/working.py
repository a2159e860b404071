"""Long work of the library screen: importing, and suggesting by rules. It runs beside the screen, on its own connection."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any

from textual import getters, on, work
from textual.message import Message
from textual.screen import Screen
from textual.worker import Worker, WorkerState, get_current_worker

from reader.desk import Desk
from reader.errors import LibraryError, ReaderError
from reader.library import Library
from reader.text.display import safe_line
from reader.translation import _
from reader.tui.completion import complete_name, complete_path, paths_in
from reader.tui.widgets.job_bar import JobBar, Progress, told_of
from reader.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.documents.model import Entry
    from reader.jobs import Step
    from reader.tui.app import PizhuApp

EVERY_SECONDS = 0.15  # between two reports of a job
_GROUP = "job"


class Working(Screen[None]):
    """The part of the library screen that works. One job at a time."""

    app: getters.app[PizhuApp]
    job_bar = getters.query_one("#job", JobBar)

    @dataclass
    class Moved(Message):
        """A job went on: its last step, how fast it is in steps a second, and what is new."""

        title: str
        step: Step
        rate: float
        fresh: list[Entry]

    @dataclass
    class Ended(Message):
        """A job is over: done, stopped by the person, or broken off by `error`."""

        title: str
        step: Step
        fresh: list[Entry]
        failures: list[ReaderError]
        was_stopped: bool
        error: ReaderError | None

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._job: Worker[None] | None = None
        self._failures: list[ReaderError] = []
        self._start: Callable[[str], None] = self._import

    # What the screen that works is: told by who derives from it

    def entries_meant(self, *, everything: bool) -> list[Entry]:
        """The documents that are listed, or the one under the cursor."""
        raise NotImplementedError

    def marks_in(self, entries: list[Entry]) -> int:
        """How many annotations stand in documents, suggestions and what waits for review counted."""
        raise NotImplementedError

    def take_fresh(self, entries: list[Entry]) -> None:
        """Lists documents that are new."""
        raise NotImplementedError

    def read_again(self) -> None:
        """Shows what the library holds now."""
        raise NotImplementedError

    def back_to_list(self) -> None:
        """Puts the keys back to the list."""
        raise NotImplementedError

    # Asking

    def action_import(self) -> None:
        """Asks what to import."""
        if self._is_free():
            self._start = self._import
            self.job_bar.ask(_("Import"), "", complete_path)

    def action_suggest(self, everything: bool) -> None:
        """Asks by which rules to suggest, in the document under the cursor or in all that are listed."""
        entries = self.entries_meant(everything=everything)
        if not entries or not self._is_free():
            return
        from reader.tagging.loading import builtin_packs

        packs = builtin_packs()
        if everything:
            question = _("Suggest in {count:,} documents by the rules").format(count=len(entries))
        else:
            question = _("Suggest in this document by the rules")
        self._start = lambda written: self._suggest(written, entries)
        self.job_bar.ask(question, packs[0], lambda written: complete_name(written, packs))

    def action_rename(self) -> None:
        """Asks for another title of the document under the cursor."""
        entries = self.entries_meant(everything=False)
        if entries and self._is_free():
            self._start = lambda written: self._rename(written, entries[0])
            question = _("Title of {name}").format(name=safe_line(entries[0].name))
            self.job_bar.ask(question, entries[0].title)

    @work
    async def action_remove(self, everything: bool) -> None:
        """Asks whether the document under the cursor, or all that are listed, are to go, and says what goes with them."""
        entries = self.entries_meant(everything=everything)
        if not entries or not self._is_free():
            return
        from reader.tui.screens.asking import ChoiceScreen

        marks = self.marks_in(entries)
        question = _("Remove {what} with {marks}? The library is copied before; only that copy brings them back.")
        what = plural(len(entries), "{count} document", "{count} documents")
        if len(entries) == 1:
            what = f"“{safe_line(entries[0].heading)}”"
        marked = plural(marks, "{count} annotation", "{count} annotations")
        choices = [("", _("Leave all as it is")), ("remove", _("Remove {what}").format(what=what))]
        if await self.app.push_screen_wait(ChoiceScreen(question.format(what=what, marks=marked), choices)):
            from reader.jobs import remove_steps

            self._run(_("Removing"), lambda desk: remove_steps(desk, entries))

    def action_undo_run(self) -> None:
        """Takes the latest batch run back."""
        from reader.jobs import undo_run_steps

        if self._is_free():
            self._run(_("Taking back"), undo_run_steps)

    @on(JobBar.Answered, "#job")
    def _begin(self, event: JobBar.Answered) -> None:
        self.back_to_list()
        if event.written.strip():
            self._start(event.written.strip())
        else:
            self.job_bar.hide()

    @on(JobBar.Left, "#job")
    def _ask_no_more(self) -> None:
        self.back_to_list()

    def _import(self, written: str) -> None:
        paths = paths_in(written)

        def steps(desk: Desk) -> Iterator[Step]:
            from reader.jobs import import_steps  # the formats take a while to load: the worker does that

            return import_steps(desk, paths)

        self._run(_("Importing {what}").format(what=safe_line(written)), steps)

    def _rename(self, written: str, entry: Entry) -> None:
        from reader.jobs import rename_steps

        self._run(_("Renaming"), lambda desk: rename_steps(desk, entry, written))

    def _suggest(self, written: str, entries: list[Entry]) -> None:
        name = str(paths_in(written)[0]) if written.startswith("~") else written

        def steps(desk: Desk) -> Iterator[Step]:
            from reader.jobs import tag_steps
            from reader.tagging.taggers import TaggerName

            return tag_steps(desk, TaggerName(name), entries)

        self._run(_("Suggesting by {rules}").format(rules=safe_line(written)), steps)

    # Working

    @property
    def is_working(self) -> bool:
        """Whether a job runs."""
        return self._job is not None

    def _is_free(self) -> bool:
        if self._job is not None:
            self.app.notify(_("Something is at work still; Esc stops it."), markup=False)
        return self._job is None

    def _run(self, title: str, steps: Callable[[Desk], Iterator[Step]]) -> None:
        self._failures = []
        self.job_bar.show(Progress(title))
        self._job = self._work(title, steps)

    @work(thread=True, group=_GROUP, exit_on_error=False)
    def _work(self, title: str, steps: Callable[[Desk], Iterator[Step]]) -> None:
        from reader.jobs import Step

        worker = get_current_worker()
        step, error = Step(0, None), None
        fresh: list[Entry] = []
        failures: list[ReaderError] = []
        began = last = monotonic()
        try:
            with Library(self.desk.library.path) as library, library.speaking():
                for step in steps(Desk(library, self.desk.annotator)):
                    fresh += [step.entry] if step.entry else []
                    failures += [step.failure] if step.failure else []
                    if worker.is_cancelled:
                        break
                    now = monotonic()
                    if now - last >= EVERY_SECONDS:
                        self.post_message(self.Moved(title, step, step.done / (now - began), fresh))
                        fresh, last = [], now
        except ReaderError as raised:
            error = raised
        self.post_message(self.Ended(title, step, fresh, failures, worker.is_cancelled, error))

    def stop_work(self) -> bool:
        """Stops the job after the document it is at; whether there was one."""
        if self._job is None:
            return False
        self._job.cancel()
        return True

    def on_working_moved(self, event: Moved) -> None:
        """Shows how far it is, and what is new."""
        if event.fresh:
            self.take_fresh(event.fresh)
        if self._job is not None:
            step = event.step
            counted = step.told
            if step.total:
                counted = _("{done:,} of {total:,}").format(done=step.done, total=step.total) + f" · {step.told}"
            self.job_bar.show(Progress(event.title, step.done, step.total, told_of(counted, event.rate)))

    def on_working_ended(self, event: Ended) -> None:
        """Tells what came of it, until a key takes that away."""
        self._job = None
        self._failures = event.failures
        if event.fresh:
            self.take_fresh(event.fresh)
        parts = [event.step.told]
        if event.was_stopped:
            parts.insert(0, _("stopped, what was done stays"))
        if event.failures:
            parts.append(_("w tells why"))
        if event.error is not None:
            self.app.tell_failure(event.error)
            parts.insert(0, _("broken off"))
        self.job_bar.show(Progress(event.title, told=" · ".join(part for part in parts if part), is_over=True))
        self.read_again()

    @on(Worker.StateChanged)
    def _tell_of_breakdown(self, event: Worker.StateChanged) -> None:
        """A fault of the program ends the job, not the screen."""
        worker: Worker[Any] = event.worker
        if worker.group == _GROUP and event.state is WorkerState.ERROR:
            self._job = None
            self.job_bar.hide()
            self.app.tell_failure(LibraryError(f"{type(worker.error).__name__}: {worker.error}."))

    def action_failures(self) -> None:
        """Lists what could not be taken."""
        if self._failures:
            from reader.tui.screens.failures import FailuresScreen

            self.app.push_screen(FailuresScreen(self._failures))
        else:
            self.app.notify(_("Nothing failed."), markup=False)
