"""The export screen: which annotations leave, in which format, to where; the same registry as `pizhu export`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, ProgressBar, Static
from textual.worker import Worker, WorkerState, get_current_worker

from reader.annotations.model import Status
from reader.errors import ReaderError
from reader.exports import all_formats, export, find_format
from reader.library import Library
from reader.library.records import Selection
from reader.translation import _
from reader.tui.bindings import EXPORT
from reader.tui.commands import bindings_of, in_force
from reader.tui.terminal import sign
from reader.tui.widgets.bars import Foot, FootLine, HeadLine
from reader.tui.widgets.choices import Choices
from reader.tui.widgets.path_input import PathInput, path_of
from reader.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.events import DescendantFocus

    from reader.desk import Desk
    from reader.exports.format import Format, Outcome
    from reader.tui.app import PizhuApp

STEM = "annotations"  # of the file that is proposed
_LISTED = "\n"  # stands for the documents that are listed; no document has such a name


class _StoppedError(Exception):
    """The person has stopped the writing."""


class ExportScreen(Screen[None]):
    """Fields one below the other, what would leave, and what came of it."""

    BINDINGS = bindings_of(EXPORT)
    CSS_PATH = "export.tcss"
    AUTO_FOCUS = "#format"
    COMMANDS_OF: ClassVar = EXPORT

    app: getters.app[PizhuApp]
    head = getters.query_one("#head", HeadLine)
    foot = getters.query_one("#foot", FootLine)
    formats = getters.query_one("#format", Choices)
    path_input = getters.query_one("#path", PathInput)
    bar = getters.query_one("#progress", ProgressBar)
    outcome = getters.query_one("#outcome", Static)

    @dataclass
    class Known(Message):
        """Who has annotated is known."""

        annotators: list[str]

    @dataclass
    class Counted(Message):
        """How many annotations are selected is known, and how many would be that wait for review."""

        selection: Selection
        count: int
        waiting: int

    @dataclass
    class Advanced(Message, bubble=False):
        """So many annotations are written."""

        count: int

    @dataclass
    class Written(Message):
        """All is written."""

        path: Path
        outcome: Outcome

    @dataclass
    class Failed(Message):
        """Nothing was written."""

        error: ReaderError | None  # None: it was stopped

    def __init__(self, desk: Desk, document: str = "", listed: Sequence[str] = ()) -> None:
        """`document` is the name of the one that is open or under the cursor, `listed` are those a filter has left."""
        super().__init__()
        self.desk = desk
        self._document = document
        self._listed = tuple(listed)
        self._count: int | None = None
        self._suffix = ""  # of the format for which the path was proposed
        self._replacing: Path | None = None  # what may be replaced, for it was said so
        self._writer: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        """Head, fields, what would leave, foot."""
        yield HeadLine(id="head")
        with VerticalScroll(id="fields", can_focus=False):
            yield Choices(_("Format"), many=True, id="format")
            yield Choices(_("Status"), id="status")
            yield Choices(_("Labels"), several=True, id="labels")
            yield Choices(_("Annotators"), several=True, id="annotators")
            yield Choices(_("Documents"), id="documents")
            with Horizontal(id="file"):
                yield Static(_("File"), id="file-title", markup=False)
                yield PathInput(id="path")
            yield Static("", id="path-about", markup=False)
            yield Static("", id="leaves", markup=False)
            yield Static("", id="holds", markup=False)
            yield ProgressBar(id="progress", show_eta=False)
            yield Static("", id="outcome", markup=False)
        yield FootLine(in_force(EXPORT, self.app.settings.keys), id="foot")

    def on_mount(self) -> None:
        """Offers what there is."""
        self.formats.offer([(form.name, f"{form.name} {sign('·')} {_(form.title)}") for form in all_formats()])
        self.query_one("#status", Choices).offer(
            [
                (Status.ACCEPTED.value, _("accepted")),
                (Status.SUGGESTED.value, _("suggested")),
                (Status.REJECTED.value, _("rejected")),
                ("", _("all")),
            ],
            Status.ACCEPTED.value,
        )
        labels = [(label.name, label.name) for label in self.desk.library.labels.all()]
        self.query_one("#labels", Choices).offer([("", _("all")), *labels])
        self.query_one("#annotators", Choices).offer([("", _("all"))])
        documents = [("", _("all"))]
        if self._listed:
            listed = plural(len(self._listed), "the {count} document listed", "the {count} documents listed")
            documents.append((_LISTED, listed))
        if self._document:
            documents.append((self._document, self._document))
        self.query_one("#documents", Choices).offer(documents)
        self._ask_who()
        self._show()

    @property
    def form(self) -> Format:
        """The format that is chosen."""
        return find_format(self.formats.value)

    @property
    def selection(self) -> Selection:
        """The annotations that are chosen."""
        status = self.query_one("#status", Choices).value
        documents = self.query_one("#documents", Choices)
        return Selection(
            (Status(status),) if status else (),
            self.query_one("#labels", Choices).chosen,
            self._listed if documents.value == _LISTED else documents.chosen,
            self.query_one("#annotators", Choices).chosen,
        )

    @property
    def target(self) -> Path | None:
        """Where to write; in a folder, a file of the proposed name. None where nothing is said."""
        written = self.path_input.value.strip()
        if not written:
            return None
        path = path_of(written)
        return path / (STEM + self.form.suffix) if path.is_dir() and self.form.suffix else path

    # What is shown

    @on(Choices.Changed)
    def _show(self) -> None:
        form = self.form
        self.head.show(_("Export"), (self.desk.library.path.name,))
        self._propose(form)
        loses = _("{format} does not hold: {what}").format(format=form.name, what=form.loses)
        self.query_one("#holds", Static).update(
            loses if form.loses else _("{format} holds all that is known of an annotation").format(format=form.name)
        )
        self.query_one("#leaves", Static).update(_("Counting …"))
        self._count_selected(self.selection)

    def _propose(self, form: Format) -> None:
        """The suffix of the format, where the path has that of the one before, or none where that was a folder."""
        written = self.path_input.value
        if not written:
            self.path_input.value = STEM + form.suffix
        elif self._suffix != form.suffix and written.endswith(self._suffix or STEM):
            self.path_input.value = written.removesuffix(self._suffix) + form.suffix
        self._suffix = form.suffix

    @work(thread=True, group="annotators", exit_on_error=False)
    def _ask_who(self) -> None:
        with Library(self.desk.library.path) as library:
            self.post_message(self.Known(library.annotations.annotators()))

    @on(Known)
    def _offer_annotators(self, event: Known) -> None:
        self.query_one("#annotators", Choices).offer([("", _("all")), *((name, name) for name in event.annotators)])

    @work(thread=True, group="count", exclusive=True, exit_on_error=False)
    def _count_selected(self, selection: Selection) -> None:
        with Library(self.desk.library.path) as library:
            records = library.records
            self.post_message(self.Counted(selection, records.count(selection), records.waiting(selection)))

    @on(Counted)
    def _show_count(self, event: Counted) -> None:
        if event.selection == self.selection:
            self._count = event.count
            leaves = _("{count} would leave: {format}").format(
                count=plural(event.count, "{count} annotation", "{count} annotations"), format=_(self.form.title)
            )
            waiting = (
                _("; {count:,} more wait for review and stay").format(count=event.waiting) if event.waiting else ""
            )
            self.query_one("#leaves", Static).update(leaves + waiting)

    @on(Input.Changed, "#path")
    def _tell_about_path(self) -> None:
        self._replacing = None
        about = self.query_one("#path-about", Static)
        target = self.target
        there = target is not None and target.exists()
        about.set_class(there, "-trouble")
        if target is None:
            about.update(_("Write where the file goes; Tab writes the name out."))
        elif there:
            about.update(_("{path} is there already and would be replaced.").format(path=target))
        else:
            about.update(str(target.absolute()))

    # Moving

    def action_field(self, steps: int) -> None:
        """The next or previous field."""
        if steps > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_choose(self, steps: int) -> None:
        """The next or previous choice of the field."""
        if isinstance(self.focused, Choices):
            self.focused.choose(steps)

    def action_take(self) -> None:
        """Takes or leaves the choice."""
        if self.focused is self.formats:
            self._ask_format()
        elif isinstance(self.focused, Choices):
            self.focused.toggle()

    @on(Choices.Asked, "#format")
    @work
    async def _ask_format(self) -> None:
        """Lists the formats with all that is to be known of them."""
        from reader.tui.screens.formats import FormatsScreen

        name = await self.app.push_screen_wait(FormatsScreen(all_formats(), self.formats.value))
        self.formats.take(name)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """The bottom line names the keys that matter in the field one is at."""
        told = {
            "format": _("Space lists them all · → next · ↓ other fields · Enter writes · Esc back"),
            "path": _("Tab completes the name · ↑ other fields · Enter writes · Esc back"),
        }
        self.foot.show(Foot(message=told.get(event.widget.id or "", "")))

    # Writing

    @on(Input.Submitted, "#path")
    def action_write(self) -> None:
        """Writes; over a file that is there only when that was said, and said again."""
        if self._writer is not None:
            return
        target = self.target
        if target is None:
            self.set_focus(self.path_input)
            self._tell(_("Where to? Write the name of a file."), trouble=True)
            return
        if target.exists() and self._replacing != target:
            self._replacing = target
            self._tell(_("{path} is there already: Enter again replaces it.").format(path=target), trouble=True)
            return
        self._replacing = None
        self._tell(_("Writing; Esc stops it."))
        self.bar.update(total=self._count or None, progress=0)
        self.bar.display = True
        self._writer = self._write(self.form, target, self.selection)

    @work(thread=True, group="write", exclusive=True, exit_on_error=False)
    def _write(self, form: Format, target: Path, selection: Selection) -> None:
        worker = get_current_worker()

        def progress(count: int) -> None:
            if worker.is_cancelled:
                raise _StoppedError
            self.post_message(self.Advanced(count))

        try:
            with Library(self.desk.library.path) as library, library.speaking():
                outcome = export(library, form, target, selection, progress=progress, overwrite=True)
        except _StoppedError:
            self.post_message(self.Failed(None))
        except ReaderError as error:
            self.post_message(self.Failed(error))
        except OSError as error:
            self.post_message(self.Failed(ReaderError(f"{target}: {error.strerror or error}.")))
        else:
            self.post_message(self.Written(target, outcome))

    @on(Advanced)
    def _advance(self, event: Advanced) -> None:
        self.bar.update(progress=event.count)

    @on(Written)
    def _tell_written(self, event: Written) -> None:
        self._writer = None
        self.bar.display = False
        told = _("{count} exported to {path}").format(
            count=plural(event.outcome.count, "{count} annotation", "{count} annotations"), path=event.path.absolute()
        )
        lost = _("; not held: {what}").format(what=", ".join(event.outcome.lost)) if event.outcome.lost else ""
        self._tell_about_path()
        self._tell(told + lost)

    @on(Failed)
    def _tell_failed(self, event: Failed) -> None:
        self._writer = None
        self.bar.display = False
        if event.error is None:
            self._tell(_("Stopped; nothing was written."), trouble=True)
        else:
            self._tell(str(event.error), trouble=True)

    @on(Worker.StateChanged)
    def _tell_broken(self, event: Worker.StateChanged) -> None:
        """What no one foresaw is told too, and the screen can be used again."""
        if event.worker.group == "write" and event.state is WorkerState.ERROR:
            self.post_message(self.Failed(ReaderError(_("Not written: {error}").format(error=event.worker.error))))

    def _tell(self, message: str, *, trouble: bool = False) -> None:
        self.outcome.set_class(trouble, "-trouble")
        self.outcome.update(message)

    def action_back(self) -> None:
        """Stops the writing; back, where nothing is being written."""
        if self._writer is not None:
            self._writer.cancel()
        else:
            self.dismiss()
