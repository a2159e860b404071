"""What every part of the reading screen stands on: the open document, its page, and telling what was done."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from textual import getters
from textual.message import Message

from reader.annotations.model import Annotation, Label, Status
from reader.desk import Desk
from reader.errors import HeldError, LibraryError, ReaderError
from reader.library import Library
from reader.library.documents import StaleTextError
from reader.open_document import OpenDocument
from reader.translation import _
from reader.tui.ahead import SharedScreen
from reader.tui.moments import saved
from reader.tui.themes import hue_of
from reader.tui.unsaved import LongChange, Unsaved
from reader.tui.widgets.bars import Foot, LabelFootLine
from reader.tui.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from reader.tui.app import PizhuApp
    from reader.tui.hints import Hint

T = TypeVar("T")
_TRY_AGAIN_SECONDS = 0.25  # between two tries to save what waits for another program


class DocumentScreen(SharedScreen):
    """A document on a page, with a bottom line that tells what was done and saved."""

    app: getters.app[PizhuApp]
    page = getters.query_one("#page", Page)
    foot = getters.query_one("#foot", LabelFootLine)

    @dataclass
    class LongEnded(Message):
        """A long change was made, or broken off by `error`."""

        change: LongChange
        done: Any
        error: ReaderError | None

    def __init__(self, desk: Desk, document: int) -> None:
        super().__init__()
        self.desk = desk
        self.opened = OpenDocument(desk, document, self.app.segmenter, self.app.dictionary)
        self.unsaved = Unsaved(desk.library)
        self._saving: Timer | None = None
        self._long_began = 0.0
        self._long_over = threading.Event()
        self._leave_by: Callable[[], object] | None = None  # how one wanted to leave while something was not saved
        self._labels: list[Label] = []
        self._hues: dict[str, str] = {}
        self._load_labels()
        self._held = ""  # the label that every selection gets, while one is held
        self._focus_id = ""  # which of several annotations on the selected span is meant
        self._saved = saved(desk.last_saved(), desk.now())
        self._message = ""
        self._message_place: object = None  # a message stays until one goes elsewhere

    def _load_labels(self) -> None:
        self._labels = self.desk.library.labels.all()
        self._hues = {label.name: hue_of(label.colour, label.position) for label in self._labels}

    def take_labels(self) -> None:
        """Shows the labels as they are now: someone may have changed them since the document was opened."""
        self._load_labels()
        self.page.set_hues(self._hues)
        self.foot.set_labels([(label, self._hues[label.name]) for label in self._labels])

    def _select(self, mark: Annotation) -> None:
        self._focus_id = mark.id
        self.page.at.select(mark.span)
        self.page.show()

    def _focused(self) -> Annotation | None:
        """The annotation under the cursor: on exactly what is selected, or the smallest one around it."""
        span = self.page.at.target
        around = [mark for mark in self.opened.marks(self.page.at.current) if mark.span.contains(span)]
        if not around:
            return None
        named = [mark for mark in around if mark.id == self._focus_id and mark.span == span]
        return named[0] if named else min(around, key=lambda mark: (len(mark.span), mark.status is Status.ACCEPTED))

    def _chosen(self) -> Annotation | None:
        """The annotation that is selected: the one under the cursor, where it is on exactly what is selected."""
        focused = self._focused()
        return focused if focused is not None and focused.span == self.page.at.selection else None

    def _do(self, action: Callable[[], T]) -> T | None:
        """Does something that is saved, and shows it; what goes wrong is told.

        None where it went wrong, or waits for another program: then it is done, in its order, when that has ended.
        """
        on_this_text = self._on_this_text(lambda _desk: action())
        try:
            done = self.unsaved.do(lambda: on_this_text(self.desk))
        except StaleTextError as error:
            self.app.tell_failure(error)
            self.app.reopen_document(self.opened.entry.id)
            return None
        except ReaderError as error:
            self.app.tell_failure(error)
            self.page.refresh_marks()
            return None
        if self.unsaved:
            self._wait_to_save()
            return None
        self._note_save()
        self.page.refresh_marks()
        self._marks_changed()
        return done

    def _on_this_text(self, action: Callable[[Desk], T]) -> Callable[[Desk], T]:
        """The same action, for a desk that has the text that is shown; it raises StaleTextError for one with another."""

        def on_this_text(desk: Desk) -> T:
            with desk.library.transaction():
                desk.library.documents.require_text_of(self.opened.entry)
                return action(desk)

        return on_this_text

    def _wait_to_save(self) -> None:
        if self._saving is None:
            self._saving = self.set_interval(_TRY_AGAIN_SECONDS, self._save_what_waits)
        self._show_foot()

    def _save_what_waits(self) -> None:
        """Tries again; when all is saved, that is shown, and one leaves who wanted to."""
        for error in self.unsaved.save():
            self.app.tell_failure(error)
        if (change := self.unsaved.next_long) is not None and not self.unsaved.is_at_work:
            self.unsaved.is_at_work = True
            self._long_began = monotonic()
            self._long_over.clear()
            # A thread that has begun at once: a worker may be cancelled before it has, when the program is ended.
            threading.Thread(target=self._make_long, args=[change]).start()
        if self.unsaved:
            self._show_foot()
            return
        if self._saving is None:
            return
        self._saving.stop()
        self._saving = None
        self._note_save()
        self.page.refresh_marks()
        self._marks_changed()
        self._tell(_("all is saved now"))
        if self._leave_by is not None:
            self._leave_by()

    # Long changes

    def _do_long(self, what: str, act: Callable[[Desk], T], then: Callable[[T], object]) -> None:
        """Makes a change of many annotations, as one, without holding up the screen; what one does meanwhile comes after it."""
        self.unsaved.do_long(LongChange(what, act, then))
        self._wait_to_save()
        self._save_what_waits()

    def _make_long(self, change: LongChange) -> None:
        done, error = None, None
        try:
            with Library(self.desk.library.path) as library, library.speaking():
                done = change.act(Desk(library, self.desk.annotator))
        except ReaderError as raised:
            error = raised
        except Exception as fault:  # noqa: BLE001 - a fault of the program ends the change, not the screen
            error = LibraryError(f"{type(fault).__name__}: {fault}.")
        finally:
            self._long_over.set()
        self.post_message(self.LongEnded(change, done, error))

    def on_document_screen_long_ended(self, event: LongEnded) -> None:
        """Shows what came of it, and goes on with what waits; where another program holds the library, it is tried again."""
        if isinstance(event.error, HeldError):
            self.unsaved.is_at_work = False
            return
        self.unsaved.end_long()
        self._note_save()
        self.page.refresh_marks()
        self._marks_changed()
        if event.error is not None:
            self.app.tell_failure(event.error)
        else:
            event.change.then(event.done)
        told, place = self._message, self._message_place
        self._save_what_waits()
        if told and event.error is None:
            self._message, self._message_place = told, place
            self._show_foot()

    def may_leave(self, leave: Callable[[], object]) -> bool:
        """Whether nothing waits to be saved; else `leave` is called when it is."""
        if not self.unsaved:
            return True
        self._leave_by = leave
        self._show_foot()
        return False

    def on_unmount(self) -> None:
        """Saves what waits, where the program is ended all the same."""
        if self.unsaved.is_at_work:
            self._long_over.wait()
            self.unsaved.end_long()
        for error in self.unsaved.save_patiently(self.desk):
            self.app.tell_failure(error)

    def _marks_changed(self) -> None:
        """For what else depends on annotations."""

    def _stale(self) -> StaleTextError | None:
        """What is to be said where the document has another text than the one that is shown, or was removed."""
        try:
            self.desk.library.documents.require_text_of(self.opened.entry)
        except StaleTextError as error:
            return error
        return None

    def _note_save(self) -> None:
        self._saved = saved(self.desk.now(), self.desk.now())

    def _tell(self, message: str) -> None:
        self._message = message
        self._message_place = (self.page.at.current, self.page.at.selection, self.page.at.script)
        self._show_foot()

    def _show_foot(self) -> None:
        if self._message_place != (self.page.at.current, self.page.at.selection, self.page.at.script):
            self._message = ""
        message = self._message
        if (change := self.unsaved.next_long) is not None and self.unsaved.is_at_work:
            message = _("{what}: {seconds} s").format(what=change.what, seconds=int(monotonic() - self._long_began))
            if len(self.unsaved) > 1:
                message += " · " + _("{count} to follow").format(count=len(self.unsaved) - 1)
        elif self.unsaved:
            message = _("{count} not saved yet: another program is writing").format(count=len(self.unsaved))
        self.foot.show(Foot(self._saved, message, self._hints(), self._held, self.desk.library.may_write))

    @property
    def in_margin(self) -> bool:
        """Whether the keys are in the annotations of the paragraph."""
        return False

    def _hints(self) -> tuple[Hint, ...]:
        """The commands that matter where one is."""
        return ()
