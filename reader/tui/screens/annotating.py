"""Tagging, deciding, noting, taking back: what one does to the annotations of the document that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from reader.annotations.model import Annotation, Status
from reader.desk import Marked
from reader.errors import ReaderError
from reader.text.spans import Span
from reader.translation import _
from reader.tui.screens.document import DocumentScreen
from reader.tui.screens.everywhere import EverywhereScreen
from reader.tui.screens.note import NoteScreen
from reader.wording import plural

if TYPE_CHECKING:
    from reader.desk import Desk

_OPEN = (Status.ACCEPTED, Status.SUGGESTED)


class Annotating(DocumentScreen):
    """The part of the reading screen that annotates."""

    def __init__(self, desk: Desk, document: int) -> None:
        super().__init__(desk, document)
        self._last_label = self._labels[0].name if self._labels else ""

    # Going to annotations

    def action_move_annotation(self, steps: int) -> None:
        """Selects the next or previous annotation."""
        self._go_to_neighbour(steps, _OPEN, "No more annotations")

    def action_move_suggestion(self, steps: int) -> None:
        """Selects the next or previous suggestion."""
        self._go_to_neighbour(steps, (Status.SUGGESTED,), "No more suggestions")

    def _go_to_neighbour(self, steps: int, statuses: tuple[Status, ...], nothing: str) -> None:
        focused = self._focused()
        # Without a selection, what begins with the paragraph lies ahead: nothing is longer than the document.
        span = self.page.at.selection or Span(self.page.at.offset, self.page.at.offset + self.opened.entry.length + 1)
        identity = focused.id if focused is not None and focused.span == span else ""
        found = self.desk.library.annotations.neighbour(
            self.opened.entry.id, span, identity, backwards=steps < 0, statuses=statuses
        )
        if found is None:
            self._tell(nothing)
        else:
            self._select(found)

    # Tagging and deciding

    def action_tag(self, digit: int) -> None:
        """Tags the selection, or the paragraph where nothing is selected; a suggestion's label is corrected."""
        label = next((label for label in self._labels if label.key == str(digit)), None)
        if label is None:
            self._tell(f"No label has the key {digit}.")
            return
        span = self.page.at.target
        focused = self._focused()
        if focused is not None and focused.span == span and focused.status is Status.SUGGESTED:
            done = self._do(lambda: Marked(self.desk.correct(focused, label.name), True))
        else:
            done = self._do(lambda: self.desk.annotate(self.opened.entry.id, span, label.name))
        if done is not None:
            self._focus_id = done.annotation.id
            self._last_label = label.name
            already = "" if done.changed else "already "
            self._tell(f"{already}{label.name}: {done.annotation.quote}")

    def action_delete(self) -> None:
        """Deletes the annotation under the cursor."""
        focused = self._need_annotation()
        if focused is not None and self._do(lambda: self.desk.delete(focused)) is not None:
            self._tell(f"deleted {focused.label}: {focused.quote}")

    def action_accept(self) -> None:
        """Accepts the suggestion under the cursor."""
        focused = self._need_annotation(Status.SUGGESTED)
        if focused is not None and self._do(lambda: self.desk.accept(focused)) is not None:
            self._tell(f"accepted {focused.label}: {focused.quote}")

    def action_reject(self) -> None:
        """Rejects the suggestion under the cursor."""
        focused = self._need_annotation(Status.SUGGESTED)
        if focused is not None and self._do(lambda: self.desk.reject(focused)) is not None:
            self._tell(f"rejected {focused.label}: {focused.quote}")

    @work
    async def action_note(self) -> None:
        """Writes a note on the annotation under the cursor."""
        focused = self._need_annotation()
        if focused is None:
            return
        note = await self.app.push_screen_wait(NoteScreen(focused))
        if note is not None and self._do(lambda: self.desk.set_note(focused, note)) is not None:
            self._tell("note kept" if note else "note taken away")

    def _need_annotation(self, status: Status | None = None) -> Annotation | None:
        focused = self._focused()
        if focused is not None and status in (None, focused.status):
            return focused
        if status is Status.SUGGESTED:
            self._tell("No suggestion here; Tab: the next")
        else:
            self._tell("No annotation here; ]: the next")
        return None

    def action_everywhere(self) -> None:
        """Every place in the library where the selected words stand, for review."""
        selection = self.page.at.selection
        if selection is None:
            self._tell("Select the words first: →")
            return
        focused = self._focused()
        label = focused.label if focused is not None and focused.span == selection else self._last_label
        self.app.push_screen(EverywhereScreen(self.desk, self.opened.text(selection), label, self.opened.entry.id))

    def on_screen_resume(self) -> None:
        """What was tagged elsewhere shows here when one comes back."""
        if self.page.is_open:
            self.page.refresh_marks()

    def action_decide_paragraph(self, accept: bool) -> None:
        """Accepts or rejects every suggestion of the paragraph, as one."""
        status = Status.ACCEPTED if accept else Status.REJECTED
        self._decide_all(self.opened.marks(self.page.at.current), status, "in this paragraph")

    def action_decide_rule(self, accept: bool) -> None:
        """Accepts or rejects every suggestion in the document that the rule under the cursor made, as one."""
        focused = self._need_annotation(Status.SUGGESTED)
        if focused is None:
            return
        status = Status.ACCEPTED if accept else Status.REJECTED
        marks = self.desk.library.annotations.of_document(self.opened.entry.id)
        self._decide_all([m for m in marks if m.origin == focused.origin], status, f"of {focused.origin}")

    def _decide_all(self, marks: list[Annotation], status: Status, which: str) -> None:
        open_ones = [mark for mark in marks if mark.status is Status.SUGGESTED]
        if not open_ones:
            self._tell(f"No suggestions {which}")
        elif self._do(lambda: self.desk.decide_all(open_ones, status)) is not None:
            self._tell(f"{status.value} {plural(len(open_ones), 'suggestion')} {which}")

    # History

    def action_undo(self) -> None:
        """Takes back the last action."""
        self._travel("undone", "Nothing to undo", redo=False)

    def action_redo(self) -> None:
        """Does it again."""
        self._travel("done again", "Nothing to redo", redo=True)

    def _travel(self, verb: str, nothing: str, *, redo: bool) -> None:
        try:
            action = self.desk.redo() if redo else self.desk.undo()
        except ReaderError as error:
            self.app.tell_failure(error)
            return
        if action is None:
            self._tell(nothing)
            return
        self._note_save()
        if self._has_new_text():
            self.app.notify(_("{verb}: the text has the version before again.").format(verb=verb), markup=False)
            self.app.reopen_document()
            return
        self.page.refresh_marks()
        if not action.changes or action.changes[-1].annotation.review is not None:
            self._tell(verb)
            return
        annotation = action.changes[-1].annotation
        if annotation.document == self.opened.entry.id:
            self._focus_id = annotation.id
            self.page.at.select(annotation.span)
            self.page.show()
            self._tell(f"{verb}: {annotation.label} {annotation.quote}")
        else:
            name = self.desk.library.documents.entry(annotation.document).heading
            self._tell(f"{verb} in {name}: {annotation.label} {annotation.quote}")
