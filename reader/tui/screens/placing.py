"""The reading screen with one question: where an annotation stands now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.translation import _
from reader.tui.screens.reading import ReadingScreen

if TYPE_CHECKING:
    from reader.desk import Desk
    from reader.reviewing import Item


class PlacingScreen(ReadingScreen):
    """Opens a document with the best guess selected; Enter puts the annotation on what is selected."""

    def __init__(self, desk: Desk, item: Item) -> None:
        super().__init__(desk, item.annotation.document, item.place)
        self._item = item

    def on_mount(self) -> None:
        """Asks when the document is open."""
        self.call_after_refresh(self._ask)

    def _ask(self) -> None:
        """Selects the guess and says what to do."""
        guess = self._item.review.guess
        if guess is not None:
            self.page.at.select(guess)
            self.page.show()
        self._tell(_("Select where {quote} stands; Enter puts it there").format(quote=self._item.annotation.quote))

    def action_accept(self) -> None:
        """Puts the annotation on what is selected, and goes back to the review."""
        selection = self.page.at.selection
        if selection is None:
            self._tell(_("Select the words first: →"))
        elif self._do(lambda: self.desk.place(self._item.annotation, selection)) is not None:
            self.app.close_document()
