"""Tagging, holding a label, noting, taking back: what one does to the annotations of the document that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations.model import Annotation, Status
from reader.desk import Marked
from reader.text.spans import Span
from reader.translation import _
from reader.tui.layout import shorten
from reader.tui.screens.everywhere import EverywhereScreen, Taken
from reader.tui.screens.note import NoteScreen
from reader.tui.screens.undoing import Undoing
from reader.tui.unsaved import LONG
from reader.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.annotations.model import Label
    from reader.desk import Desk

_OPEN = (Status.ACCEPTED, Status.SUGGESTED)
_UNDECIDED = (Status.SUGGESTED,)
_LONGEST_SOUGHT = 200  # characters of a passage that is looked for everywhere


class Annotating(Undoing):
    """The part of the reading screen that annotates."""

    def __init__(self, desk: Desk, document: int) -> None:
        super().__init__(desk, document)
        self._last_label = self._labels[0].name if self._labels else ""
        # An annotation of which the ends are being moved, and what is selected of that: another selection ends it.
        self._correcting: tuple[Annotation, Span] | None = None

    # Going to annotations

    def action_move_annotation(self, steps: int) -> None:
        """Selects the next or previous annotation."""
        self._tag_made()
        if not self._go_to_neighbour(steps, _OPEN):
            further = _("No annotations further down") if steps > 0 else _("No annotations further up")
            self._tell(further if self._neighbour(-steps, _OPEN) else _("No annotations here yet"))

    def action_move_suggestion(self, steps: int) -> None:
        """Selects the next or previous suggestion."""
        self._tag_made()
        if not self._go_to_neighbour(steps, _UNDECIDED):
            self._tell(self._no_suggestion(steps))

    def _no_suggestion(self, steps: int) -> str:
        """What is told where none lies ahead: whether there are some behind."""
        if self._neighbour(-steps, _UNDECIDED) is not None:
            if steps > 0:
                return _("None below; Shift+Tab: above")
            return _("None above; Tab: below")
        chosen = self._chosen()
        if chosen is not None and chosen.status is Status.SUGGESTED:
            return _("This is the only suggestion")
        return _("Nothing left to decide here")

    def _go_to_neighbour(self, steps: int, statuses: tuple[Status, ...]) -> bool:
        found = self._neighbour(steps, statuses)
        if found is not None:
            self._select(found)
        return found is not None

    def _neighbour(self, steps: int, statuses: tuple[Status, ...]) -> Annotation | None:
        focused = self._focused()
        # Without a selection, what begins with the paragraph lies ahead: nothing is longer than the document.
        span = self.page.at.selection or Span(self.page.at.offset, self.page.at.offset + self.opened.entry.length + 1)
        identity = focused.id if focused is not None and focused.span == span else ""
        return self.desk.library.annotations.neighbour(
            self.opened.entry.id, span, identity, backwards=steps < 0, statuses=statuses
        )

    # Tagging

    def action_tag(self, digit: int) -> None:
        """Tags the selection, or the paragraph where nothing is selected; what is suggested or corrected is put right.

        While a label is held and nothing is selected, the other label is held. In the annotations, a digit changes the
        label of the one under the cursor.
        """
        label = self._label_of(digit)
        if label is not None:
            self.action_tag_as(label.name)

    def action_tag_as(self, label: str) -> None:
        """The same with a label by its name: it may have no digit."""
        if self.in_margin:
            self.action_relabel_as(label)
        elif self._held and self.page.at.selection is None:
            self._hold(label)
        else:
            self._tag(label)

    def _label_of(self, digit: int) -> Label | None:
        label = next((label for label in self._labels if label.key == str(digit)), None)
        if label is None:
            self._tell(_("No label has the key {digit}.").format(digit=digit))
        return label

    def _tag(self, label: str, span: Span | None = None) -> Annotation | None:
        """Tags a span, else what one is at, and tells; the annotation, None where it could not be."""
        if span is None:
            span = self.page.at.target
            self.page.at.settle()
        focused, corrected = self._focused(), self._corrected()
        if corrected is not None:
            done = self._do(lambda: Marked(self.desk.correct(corrected, label, span), True))
        elif focused is not None and focused.span == span and focused.status is Status.SUGGESTED:
            done = self._do(lambda: Marked(self.desk.correct(focused, label), True))
        else:
            done = self._do(lambda: self.desk.annotate(self.opened.entry.id, span, label))
        if done is None:
            return None
        self._correcting = None
        self._focus_id = done.annotation.id
        self._last_label = label
        told = _("{label}: {quote}") if done.changed else _("already {label}: {quote}")
        self._tell(told.format(label=label, quote=done.annotation.quote))
        return done.annotation

    def action_relabel_as(self, label: str) -> None:
        """Gives the annotation under the cursor another label."""
        focused = self._need_annotation()
        done = None if focused is None else self._do(lambda: self.desk.correct(focused, label))
        if done is not None:
            self._last_label = label
            self._select(done)
            self._tell(_("now {label}: {quote}").format(label=done.label, quote=done.quote))

    def _corrected(self) -> Annotation | None:
        """The annotation of which the ends have been moved, as long as that is what is selected."""
        if self._correcting is None or self.page.at.selection != self._correcting[1]:
            return None
        return self._correcting[0]

    # Holding a label

    def action_hold(self, digit: int = 0) -> None:
        """Holds the label of a digit, without one the label used last; holds none where that one is held."""
        label = self._label_of(digit) if digit else None
        if digit and label is None:
            return
        name = label.name if label is not None else self._held or self._last_label
        self._hold("" if name == self._held else name)

    def _hold(self, label: str) -> None:
        self._held = label
        if label:
            self._last_label = label
            self._tell(_("{label} is held, Esc lets go: what you select is tagged as you go on").format(label=label))
        else:
            self._tell(_("No label is held"))

    def _has_made(self) -> bool:
        """Whether what is selected gets the label that is held when one goes on.

        What was grown or had its ends moved does; a word that one only came to does not, nor an annotation's passage
        that is being put right.
        """
        chosen = self.page.at.chosen
        return bool(self._held) and chosen is not None and chosen.is_made and self._corrected() is None

    def _tag_made(self) -> None:
        """Before one goes on: what was selected gets the label that is held."""
        if self._has_made():
            self._tag(self._held)

    def _go(self, move: Callable[[], object]) -> None:
        """Goes elsewhere on the page; what was tagged with the label that is held is told there."""
        made = self._has_made()
        self._tag_made()
        told = self._message if made else ""
        move()
        self.page.show()
        if told:
            self._tell(told)

    def action_clear_selection(self) -> None:
        """Leaves one thing: the correction of a passage, what would be tagged, the label that is held, the selection."""
        corrected = self._corrected()
        if corrected is not None:
            self._correcting = None
            self._select(corrected)
        elif self._held and not self._has_made():
            self._hold("")
        else:
            self.page.at.select(None)
            self.page.show()

    # Deleting, noting, everywhere

    def action_delete(self) -> None:
        """Deletes the annotation under the cursor."""
        focused = self._need_annotation()
        if focused is not None and self._do(lambda: self.desk.delete(focused)) is not None:
            self._tell(_("deleted {label}: {quote}").format(label=focused.label, quote=focused.quote))

    def action_note(self) -> None:
        """Writes a note on the annotation under the cursor."""
        focused = self._need_annotation()
        if focused is None:
            return

        def keep(note: str | None) -> None:
            if note is not None and self._do(lambda: self.desk.set_note(focused, note)) is not None:
                self._tell(_("note kept") if note else _("note taken away"))

        self.app.push_screen(NoteScreen(focused), keep)

    def _need_annotation(self, status: Status | None = None) -> Annotation | None:
        focused = self._focused()
        if focused is not None and status in (None, focused.status):
            return focused
        if status is Status.SUGGESTED:
            ahead = self._neighbour(1, _UNDECIDED)
            self._tell(self._no_suggestion(1) if ahead is None else _("No suggestion; Tab: the next"))
        else:
            self._tell(_("No annotation; ]: the next"))
        return None

    def action_everywhere(self) -> None:
        """Every place in the library where the selected words stand, for review."""
        selection = self.page.at.selection
        if selection is None:
            self._tell(_("Select the words first: →"))
            return
        if len(selection) > _LONGEST_SOUGHT:
            self._tell(_("Select fewer words: at most {count} characters").format(count=_LONGEST_SOUGHT))
            return
        chosen = self._chosen()
        label = self._last_label if chosen is None else chosen.label
        quote = self.opened.text(selection)
        self.app.push_screen(EverywhereScreen(self.desk, quote, label, self.opened.entry.id), self._tag_places)

    def _tag_places(self, taken: Taken | None) -> None:
        """Tags what was taken in the review, as one."""
        if taken is None:
            return
        told = _("{places} tagged {label}: {quote}. u takes all back.").format(
            places=plural(len(taken.places), "{count} place", "{count} places"),
            label=taken.label,
            quote=shorten(taken.quote, 30),
        )
        if len(taken.places) > LONG:
            what = _("tagging {places}").format(places=plural(len(taken.places), "{count} place", "{count} places"))
            self._do_long(what, taken.tag, lambda _count: self._tell(told))
        elif self._do(lambda: taken.tag(self.desk)) is not None:
            self._tell(told)
