"""Searching the library: as one writes, every place with its context, in either script."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input, Static

from reader.everywhere import occurrences
from reader.text.scripts import Script
from reader.tui.bindings import SEARCH, bindings_of
from reader.tui.widgets.bars import FootLine, HeadLine
from reader.tui.widgets.concordance import Concordance
from reader.tui.widgets.line_input import LineInput
from reader.wording import plural

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.desk import Desk
    from reader.tui.app import PizhuApp

SHOWN = 200  # places found as one writes


class SearchScreen(Screen[None]):
    """A line to write in, and what it finds."""

    BINDINGS = bindings_of(SEARCH)
    CSS_PATH = "everywhere.tcss"
    AUTO_FOCUS = "#query"
    COMMANDS_OF: ClassVar = SEARCH

    app: getters.app[PizhuApp]
    head = getters.query_one("#head", HeadLine)
    places = getters.query_one("#places", Concordance)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def compose(self) -> ComposeResult:
        """Head, line, places, foot."""
        yield HeadLine(id="head")
        with Horizontal(id="search-line"):
            yield Static("/ ", id="slash")
            yield LineInput(placeholder="words in any document, in either script", id="query")
        yield Concordance(id="places")
        yield FootLine(SEARCH, id="foot")

    def on_mount(self) -> None:
        """Nothing is found yet."""
        self.head.show("Search", (self.desk.library.path.name,))

    @on(Input.Changed, "#query")
    def _search(self, event: Input.Changed) -> None:
        found = occurrences(self.desk, event.value, SHOWN)
        count = self.desk.library.search.count(event.value)
        self.places.show(found, here=0)
        self.places.set_state(frozenset(), "", "amber", Script.ORIGINAL)
        first = f"first {SHOWN} of " if count > len(found) else ""
        documents = len({place.entry.id for place in found})
        told = f"{first}{plural(count, 'place')} in {plural(documents, 'document')}" if event.value.strip() else ""
        self.head.show("Search", (self.desk.library.path.name, told))

    @on(Input.Submitted, "#query")
    @on(Concordance.Chosen)
    def action_open(self) -> None:
        """Opens the document at the place under the cursor."""
        place = self.places.place
        if place is not None:
            self.app.open_document(place.entry.id, place.span.start)

    def action_move(self, steps: int) -> None:
        """Next or previous place."""
        self.places.move(steps)

    def action_move_page(self, pages: int) -> None:
        """Next or previous page."""
        self.places.move_to(self.places.cursor + pages * self.places.page_rows)

    def action_back(self) -> None:
        """Back."""
        self.dismiss()
