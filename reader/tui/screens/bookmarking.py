"""Bookmarks in the document that is open: set, take away, go from one to the next."""

from __future__ import annotations

from reader import bookmarks
from reader.translation import _
from reader.tui.screens.annotating import Annotating
from reader.tui.screens.bookmarks import BookmarksScreen


class Bookmarking(Annotating):
    """The part of the reading screen that has bookmarks. A bookmark stands at the start of its paragraph."""

    def action_bookmark(self) -> None:
        """Sets a bookmark at the current paragraph, or takes it away."""
        number = self.page.at.current
        span = self.opened.passage(number).paragraph.span
        is_set = self._do(lambda: bookmarks.toggle(self.desk, self.opened.entry.id, span))
        if is_set is not None:
            told = _("bookmark set at ¶ {number}") if is_set else _("bookmark taken away from ¶ {number}")
            self._tell(told.format(number=number))

    def action_move_bookmark(self, steps: int) -> None:
        """Goes to the next or previous bookmark."""
        self._tag_made()
        span = self.opened.passage(self.page.at.current).paragraph.span
        here = span.start if steps < 0 else span.end - 1
        place = bookmarks.neighbour(self.desk, self.opened.entry.id, here, backwards=steps < 0)
        if place is None:
            self._tell(_("No more bookmarks"))
            return
        self.page.at.go_to(self.opened.number_at(place))
        self.page.show()
        self._tell(_("bookmark at ¶ {number}").format(number=self.page.at.current))

    def action_bookmarks(self) -> None:
        """To the bookmarks of all documents."""
        self.app.push_screen(BookmarksScreen(self.desk))
