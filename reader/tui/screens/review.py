"""The review after a new version: annotations whose place is not certain, old and new text side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.containers import Container
from textual.screen import Screen

from reader.errors import ReaderError
from reader.reviewing import Item, reason_in_words, reviews
from reader.text.display import safe_line
from reader.text.scripts import Script
from reader.translation import _
from reader.tui.bindings import REVIEW
from reader.tui.commands import bindings_of
from reader.tui.moments import saved
from reader.tui.screens.placing import PlacingScreen
from reader.tui.themes import hue_of
from reader.tui.widgets.bars import Foot, FootLine, HeadLine
from reader.tui.widgets.context_pane import ContextPane
from reader.tui.widgets.facts import FactLine
from reader.wording import status_in_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.events import Resize

    from reader.desk import Desk
    from reader.tui.app import PizhuApp

WIDE = 100  # cells from which old and new stand side by side
_NEXT_SCRIPT = {Script.ORIGINAL: Script.SIMPLIFIED, Script.SIMPLIFIED: Script.TRADITIONAL}


class ReviewScreen(Screen[None]):
    """One annotation at a time: accept the guess, set its place by hand, or discard it."""

    BINDINGS = bindings_of(REVIEW)
    CSS_PATH: ClassVar = ["hues.tcss", "review.tcss"]
    AUTO_FOCUS = ""
    COMMANDS_OF: ClassVar = REVIEW

    app: getters.app[PizhuApp]
    head = getters.query_one("#head", HeadLine)
    fact = getters.query_one("#fact", FactLine)
    old = getters.query_one("#old", ContextPane)
    new = getters.query_one("#new", ContextPane)
    foot = getters.query_one("#foot", FootLine)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        labels = desk.library.labels.all()
        self._hues = {label.name: hue_of(label.colour, label.position) for label in labels}
        self._items: list[Item] = []
        self._at = 0
        self._script = Script.ORIGINAL

    def compose(self) -> ComposeResult:
        """Head, what is asked, old and new, foot."""
        yield HeadLine(id="head")
        yield FactLine(id="fact")
        with Container(id="panes"):
            yield ContextPane(id="old")
            yield ContextPane(id="new")
        yield FootLine(REVIEW, id="foot")

    def on_mount(self) -> None:
        """Stands as it will before the first picture."""
        self._arrange(self.app.size.width)

    def on_screen_resume(self) -> None:
        """What has been placed meanwhile waits no longer."""
        self._read()

    def on_resize(self, event: Resize) -> None:
        """Side by side where there is room, else above each other."""
        self._arrange(event.size.width)

    def _arrange(self, width: int) -> None:
        self.query_one("#panes").set_class(width >= WIDE, "-wide")

    @property
    def item(self) -> Item | None:
        """What is shown."""
        return self._items[self._at] if self._items else None

    def _read(self, message: str = "") -> None:
        self._items = reviews(self.desk)
        self._at = max(0, min(self._at, len(self._items) - 1))
        self._show(message)

    def _show(self, message: str = "") -> None:
        last = saved(self.desk.last_saved(), self.desk.now())
        self.foot.show(Foot(last, safe_line(message), may_write=self.desk.library.may_write))
        item = self.item
        if item is None:
            self.head.show(_("Review"), (self.desk.library.path.name,))
            self.fact.show(_("Nothing waits for review."), "", "grey")
            self.old.show("", None, "grey", self._script)
            self.new.show("", None, "grey", self._script)
            return
        annotation, hue = item.annotation, self._hues.get(item.annotation.label, "grey")
        place = _("{number} of {count}").format(number=self._at + 1, count=len(self._items))
        self.head.show(_("Review: {document}").format(document=item.entry.heading), (place,))
        who = f"{annotation.label} · {status_in_words(annotation.status.value)} · {annotation.annotator}"
        self.fact.show(reason_in_words(item.review.reason), who, hue)
        before = _("Version {number}").format(number=item.review.version)
        self.old.show(before, item.old, hue, self._script)
        found = _("Now: best guess, ¶ {number}") if item.guessed else _("Now: no guess; about here, ¶ {number}")
        self.new.show(found.format(number=item.paragraph), item.new, hue, self._script)

    def _do(self, action: Callable[[], object], message: str) -> None:
        """Does something that is saved; what it was about no longer waits, so the next one is shown."""
        try:
            action()
        except ReaderError as error:
            self.app.tell_failure(error)
            message = ""
        self._read(message)

    def action_move(self, steps: int) -> None:
        """Next or previous."""
        self._at = max(0, min(self._at + steps, len(self._items) - 1))
        self._show()

    def action_move_to(self, index: int) -> None:
        """The first, or with -1 the last."""
        self._at = index if index >= 0 else max(0, len(self._items) - 1)
        self._show()

    def action_accept(self) -> None:
        """Puts the annotation where the guess is."""
        item = self.item
        if item is None:
            return
        guess = item.review.guess
        if guess is None:
            self._show(_("There is no guess: o opens the document, so that you can say where"))
            return
        self._do(
            lambda: self._place_seen(item, lambda: self.desk.place(item.annotation, guess)),
            _("placed: {quote}").format(quote=item.guessed),
        )

    def _place_seen(self, item: Item, action: Callable[[], object]) -> None:
        """A guess holds for the text that is shown, not for one that came meanwhile."""
        with self.desk.library.transaction():
            self.desk.library.documents.require_text_of(item.entry)
            action()

    def action_place(self) -> None:
        """Opens the document with the guess selected, to say by hand where the annotation stands."""
        item = self.item
        if item is not None:
            self.app.open(lambda: PlacingScreen(self.desk, item))

    def action_discard(self) -> None:
        """Says that it has no place any more."""
        item = self.item
        if item is not None:
            self._do(
                lambda: self.desk.discard(item.annotation),
                _("discarded {label}: {quote}").format(label=item.annotation.label, quote=item.annotation.quote),
            )

    def action_travel(self, redo: bool) -> None:
        """Takes the last action back, or does it again."""
        try:
            action = self.desk.redo() if redo else self.desk.undo()
        except ReaderError as error:
            self.app.tell_failure(error)
            return
        if action is None:
            self._show(_("Nothing to redo") if redo else _("Nothing to undo"))
            return
        self._read(_("done again") if redo else _("taken back"))
        self._go_to({change.annotation.id for change in action.changes})

    def _go_to(self, identities: set[str]) -> None:
        for index, item in enumerate(self._items):
            if item.annotation.id in identities:
                self._at = index
                self._show(_("back for review: {quote}").format(quote=item.annotation.quote))
                return

    def action_toggle_script(self) -> None:
        """Original, simplified, traditional."""
        self._script = _NEXT_SCRIPT.get(self._script, Script.ORIGINAL)
        self._show()

    def action_back(self) -> None:
        """Back; what waits goes on waiting."""
        self.dismiss()
