"""Deciding suggestions: one by one, with their ends put right, by uncertainty, by paragraph, by rule."""

from __future__ import annotations

from asyncio import to_thread
from typing import TYPE_CHECKING

from textual import work
from textual.worker import get_current_worker

from reader.annotations.model import Annotation, Status
from reader.library import Library
from reader.translation import _
from reader.tui.screens.annotating import Annotating
from reader.tui.unsaved import LONG
from reader.wording import plural

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from textual.timer import Timer

    from reader.desk import Desk
    from reader.library.annotations import Decisions

_COUNT_SECONDS = 0.5  # of rest after a decision before what became of every rule's suggestions is counted anew


class Deciding(Annotating):
    """The part of the reading screen that decides."""

    def __init__(self, desk: Desk, document: int) -> None:
        super().__init__(desk, document)
        self._decisions: Mapping[tuple[str, str], Decisions] = {}
        self._count_timer: Timer | None = None

    def action_accept(self) -> None:
        """Accepts the suggestion under the cursor, or the passage as corrected; while a label is held, tags with it."""
        self._accept()

    def _accept(self) -> bool:
        corrected, chosen = self._corrected(), self._chosen()
        if corrected is not None:
            return self._accept_corrected(corrected)
        wanted = chosen is None or (chosen.status is Status.ACCEPTED and chosen.label != self._held)
        if self._held and self.page.at.selection is not None and wanted:
            return self._tag(self._held) is not None
        focused = self._need_annotation(Status.SUGGESTED)
        if focused is None or self._do(lambda: self.desk.accept(focused)) is None:
            return False
        self._tell(_("accepted {label}: {quote}").format(label=focused.label, quote=focused.quote))
        return True

    def _accept_corrected(self, mark: Annotation) -> bool:
        span = self.page.at.target
        done = self._do(lambda: self.desk.correct(mark, span=span))
        if done is None:
            return False
        self._correcting = None
        self._select(done)
        self._tell(_("put right, {label}: {quote}").format(label=done.label, quote=done.quote))
        return True

    def action_reject(self) -> None:
        """Rejects the suggestion under the cursor, also while its ends are being moved."""
        self._reject()

    def _reject(self) -> bool:
        focused = self._corrected() or self._need_annotation(Status.SUGGESTED)
        if focused is None or self._do(lambda: self.desk.reject(focused)) is None:
            return False
        self._correcting = None
        self._tell(_("rejected {label}: {quote}").format(label=focused.label, quote=focused.quote))
        return True

    def action_move_edge(self, steps: int, start: bool) -> None:
        """Moves one end of the selection by a character; of an annotation that is selected, the passage is corrected."""
        mark = self._corrected() or self._chosen()
        self.page.at.move_edge(steps, start=start)
        selection = self.page.at.selection
        self._correcting = None
        if mark is not None and selection is not None and selection != mark.span:
            self._correcting = (mark, selection)
        elif mark is not None:
            self._focus_id = mark.id
        self.page.show()

    # And on to the next

    def action_save_and_next(self) -> None:
        """Accepts the suggestion or the correction, or tags what is selected; then goes on.

        On to the next suggestion, after a tag only within the paragraph; else to the next paragraph. With nothing
        selected it only goes on. A tag is the label that is held, or the one used last.
        """
        chosen = self._chosen()
        decides = self._corrected() is not None or (chosen is not None and chosen.status is Status.SUGGESTED)
        if decides:
            if not self._accept():
                return
        elif (
            self.page.at.selection is not None and chosen is None and self._tag(self._held or self._last_label) is None
        ):
            return
        done = self._message
        ahead = self._neighbour(1, (Status.SUGGESTED,))
        paragraph = self.opened.passage(self.page.at.current).paragraph.span
        if ahead is not None and (decides or ahead.span.start < paragraph.end):
            self._select(ahead)
        else:
            self.page.at.next_paragraph()
            self.page.show()
        self._tell(done)

    def action_reject_and_next(self) -> None:
        """Rejects the suggestion under the cursor and goes to the next one."""
        if self._reject():
            done = self._message
            self._go_to_neighbour(1, (Status.SUGGESTED,))
            self._tell(done)

    @work(group="uncertain", exclusive=True)
    async def action_most_uncertain(self) -> None:
        """Selects the suggestion whose score is nearest to one half; again, the next nearest; then from the first."""
        chosen = self._chosen()
        after = chosen if chosen is not None and chosen.status is Status.SUGGESTED else None
        path, document = self.desk.library.path, self.opened.entry.id
        # It looks at every suggestion of the document; keys are answered meanwhile.
        found = await to_thread(_most_uncertain, path, document, after)
        if found is None:
            self._tell(_("No suggestion here has a score"))
        else:
            self._select(found)
            self._tell(_("score {score:.2f}").format(score=found.attributes["score"]))

    # Several as one

    def action_decide_paragraph(self, accept: bool) -> None:
        """Accepts or rejects every suggestion of the paragraph, as one."""
        status = Status.ACCEPTED if accept else Status.REJECTED
        open_ones = [mark for mark in self.opened.marks(self.page.at.current) if mark.status is Status.SUGGESTED]
        if not open_ones:
            self._tell(_("No suggestions in this paragraph"))
        elif self._do(lambda: self.desk.decide_all(open_ones, status)) is not None:
            self._tell(_told(status, "").format(suggestions=_suggestions(len(open_ones))))

    def action_decide_rule(self, accept: bool) -> None:
        """Accepts or rejects every suggestion in the document that the rule under the cursor made, as one."""
        focused = self._need_annotation(Status.SUGGESTED)
        if focused is None:
            return
        status = Status.ACCEPTED if accept else Status.REJECTED
        document, origin = self.opened.entry.id, focused.origin

        def decide(desk: Desk) -> int:
            marks = desk.library.annotations.of_document(document)
            return desk.decide_all([m for m in marks if m.origin == origin and m.status is Status.SUGGESTED], status)

        def tell(count: int) -> None:
            self._tell(_told(status, origin).format(suggestions=_suggestions(count), origin=origin))

        if self.desk.library.annotations.are_more(document, LONG):
            what = _("accepting all of {origin}") if accept else _("rejecting all of {origin}")
            self._do_long(what.format(origin=origin), self._on_this_text(decide), tell)
        elif (count := self._do(lambda: decide(self.desk))) is not None:
            tell(count)

    # What people make of each rule

    def _decisions_of(self, mark: Annotation) -> Decisions | None:
        return self._decisions.get((mark.origin.removeprefix("rule:"), mark.label))

    def _marks_changed(self) -> None:
        """The count is put off until one rests: it looks at every annotation of the library."""
        if self._count_timer is not None:
            self._count_timer.stop()
        self._count_timer = self.set_timer(_COUNT_SECONDS, self._count_decisions)

    @work(thread=True, group="decisions", exclusive=True, exit_on_error=False)
    def _count_decisions(self) -> None:
        """Counts what became of the suggestions of every rule without holding up the screen."""
        worker = get_current_worker()
        with Library(self.desk.library.path) as library:
            found = library.annotations.decisions()
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take_decisions, {(one.rule, one.label): one for one in found})

    def _take_decisions(self, decisions: Mapping[tuple[str, str], Decisions]) -> None:
        if decisions != self._decisions:
            self._decisions = decisions
            if self.page.is_open:
                self.page.show()


def _suggestions(count: int) -> str:
    return plural(count, "{count} suggestion", "{count} suggestions")


def _told(status: Status, origin: str) -> str:
    if status is Status.ACCEPTED:
        return _("accepted {suggestions} of {origin}") if origin else _("accepted {suggestions} in this paragraph")
    return _("rejected {suggestions} of {origin}") if origin else _("rejected {suggestions} in this paragraph")


def _most_uncertain(path: Path, document: int, after: Annotation | None) -> Annotation | None:
    with Library(path) as library:
        return library.annotations.uncertain(document, after) or library.annotations.uncertain(document)
