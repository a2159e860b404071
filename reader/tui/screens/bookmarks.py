"""The bookmarks of all documents: go to one, take one away."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.screen import Screen
from textual.widgets import Static

from reader.bookmarks import MarkedPlace, marked_places, toggle
from reader.errors import ReaderError
from reader.text.spans import Span
from reader.translation import _
from reader.tui.bindings import BOOKMARKS
from reader.tui.commands import bindings_of, in_force
from reader.tui.widgets.bars import FootLine, HeadLine
from reader.tui.widgets.bookmark_list import BookmarkList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.desk import Desk
    from reader.tui.app import PizhuApp


class BookmarksScreen(Screen[None]):
    """Every bookmark of this annotator, by document and place."""

    BINDINGS = bindings_of(BOOKMARKS)
    CSS_PATH = "bookmarks.tcss"
    AUTO_FOCUS = "#places"
    COMMANDS_OF: ClassVar = BOOKMARKS

    app: getters.app[PizhuApp]
    head = getters.query_one("#head", HeadLine)
    places = getters.query_one("#places", BookmarkList)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._places: list[MarkedPlace] = []
        self._gone: frozenset[MarkedPlace] = frozenset()

    def compose(self) -> ComposeResult:
        """Head, list, foot."""
        yield HeadLine(id="head")
        yield Static("", id="told", markup=False)
        yield BookmarkList(id="places")
        yield FootLine(in_force(BOOKMARKS, self.app.settings.keys), id="foot")

    def on_screen_resume(self) -> None:
        """What was set in a document shows here when one comes back."""
        self._places, self._gone = marked_places(self.desk), frozenset()
        self._show()

    def _show(self) -> None:
        count = len(self._places) - len(self._gone)
        self.places.show(self._places, self._gone)
        self.head.show(_("Bookmarks"), (self.desk.library.path.name, _("{count:,} bookmarks").format(count=count)))
        empty = _("No bookmarks yet: in a document, b sets one at the paragraph") if not self._places else ""
        self.query_one("#told", Static).update(empty)

    def action_move(self, steps: int) -> None:
        """Next or previous bookmark."""
        self.places.move_to(self.places.cursor + steps)

    def action_move_page(self, pages: int) -> None:
        """Next or previous page."""
        self.places.move_to(self.places.cursor + pages * self.places.page_rows)

    def action_move_to(self, index: int) -> None:
        """The first or the last bookmark."""
        self.places.move_to(index if index >= 0 else self.places.row_count - 1)

    @on(BookmarkList.Chosen, "#places")
    def action_open(self) -> None:
        """Opens the document there."""
        place = self.places.current
        if place is not None:
            self.app.open_document(place.entry.id, place.place)

    def action_take_away(self) -> None:
        """Takes the bookmark away; again: sets it again."""
        place = self.places.current
        if place is None:
            return
        try:
            toggle(self.desk, place.entry.id, Span(place.place, place.place + 1))
        except ReaderError as error:
            self.app.tell_failure(error)
            return
        self._gone = self._gone ^ {place}
        self._show()

    def action_back(self) -> None:
        """Back."""
        self.dismiss()
