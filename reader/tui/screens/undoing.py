"""Undo and redo on the reading screen: long ones beside the screen, and shown where they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import ReaderError
from reader.translation import _
from reader.tui.screens.document import DocumentScreen
from reader.tui.unsaved import AT_ONCE_SECONDS, LONG

if TYPE_CHECKING:
    from reader.desk import Desk
    from reader.library.history import Action


class Undoing(DocumentScreen):
    """The part of the reading screen that takes back and does again."""

    def action_undo(self) -> None:
        """Takes back the last action."""
        self._travel(_("undone"), _("Nothing to undo"), redo=False)

    def action_redo(self) -> None:
        """Does it again."""
        self._travel(_("done again"), _("Nothing to redo"), redo=True)

    def _travel(self, verb: str, nothing: str, *, redo: bool) -> None:
        def travel(desk: Desk) -> Action | None:
            return desk.redo() if redo else desk.undo()

        if not redo and self.unsaved.take_back():
            self._tell(_("taken back before it was saved"))
            self._save_what_waits()
        elif self.unsaved or self.desk.library.history.is_long(self.desk.annotator, LONG, redo=redo):
            what = _("doing it again") if redo else _("taking it back")
            self._do_long(what, travel, lambda action: self._arrive(action, verb, nothing))
        else:
            try:
                with self.desk.library.hurried(AT_ONCE_SECONDS):
                    action = travel(self.desk)
            except ReaderError as error:
                self.app.tell_failure(error)
            else:
                self._arrive(action, verb, nothing)

    def _arrive(self, action: Action | None, verb: str, nothing: str) -> None:
        """Shows what was undone or done again."""
        if action is None:
            self._tell(nothing)
            return
        self._note_save()
        if self._stale():
            self.app.notify(_("{verb}: the text has the version before again.").format(verb=verb), markup=False)
            self.app.reopen_document(self.opened.entry.id)
            return
        self.take_labels()
        self.page.refresh_marks()
        self._marks_changed()
        if not action.changes:
            labels = ", ".join(map(str, action.labels))
            self._tell(f"{verb}: {labels}" if labels else verb)
            return
        annotation = action.changes[-1].annotation
        if annotation.review is not None:
            self._tell(verb)
            return
        if annotation.document == self.opened.entry.id:
            self._focus_id = annotation.id
            self.page.at.select(annotation.span)
            self.page.show()
            self._tell(f"{verb}: {annotation.label} {annotation.quote}")
        else:
            name = self.desk.library.documents.entry(annotation.document).heading
            told = _("{verb} in {document}: {label} {quote}")
            self._tell(told.format(verb=verb, document=name, label=annotation.label, quote=annotation.quote))
