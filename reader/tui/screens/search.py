"""Searching the library: as one writes, every place with its context, in either script."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from reader.desk import Desk
from reader.errors import ReaderError
from reader.everywhere import MOST, UNTAGGED, Occurrence, Only, is_quick, occurrences
from reader.library import Library
from reader.text.scripts import Script
from reader.translation import _
from reader.tui.bindings import SEARCH
from reader.tui.commands import bindings_of, in_force
from reader.tui.screens.everywhere import NEXT_SCRIPT
from reader.tui.widgets.bars import FootLine, HeadLine
from reader.tui.widgets.concordance import Concordance
from reader.tui.widgets.line_input import LineInput
from reader.wording import plural

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.tui.app import PizhuApp

SHOWN = 200  # places found as one writes
_ALL = "\n\n"  # stands for all places; no label has such a name


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: at most so many places as were asked for, and how many there are in each document."""

    query: str
    only: Only
    places: list[Occurrence]
    counts: dict[int, int]


class SearchScreen(Screen[str]):
    """A line to write in, and what it finds; gives what was searched for last."""

    BINDINGS = bindings_of(SEARCH)
    CSS_PATH: ClassVar = ["hues.tcss", "everywhere.tcss"]
    AUTO_FOCUS = "#query"
    COMMANDS_OF: ClassVar = SEARCH

    app: getters.app[PizhuApp]
    head = getters.query_one("#head", HeadLine)
    places = getters.query_one("#places", Concordance)
    query_input = getters.query_one("#query", Input)

    @dataclass
    class Searched(Message):
        """A large library was searched."""

        found: Found

    @dataclass
    class Failed(Message):
        """It could not be searched."""

        error: ReaderError

    def __init__(self, desk: Desk, query: str = "") -> None:
        super().__init__()
        self.desk = desk
        self._query = query
        self._most = SHOWN
        self._only = Only()
        self._script = Script.ORIGINAL

    def compose(self) -> ComposeResult:
        """Head, line, places, foot."""
        yield HeadLine(id="head")
        with Horizontal(id="search-line"):
            yield Static("/ ", id="slash")
            yield LineInput(self._query, placeholder=_("words in any document, in either script"), id="query")
        yield Concordance(id="places")
        yield FootLine(in_force(SEARCH, self.app.settings.keys), id="foot")

    def on_mount(self) -> None:
        """Finds again what was searched for last."""
        self._tell("")

    @on(Input.Changed, "#query")
    def _search_as_written(self, event: Input.Changed) -> None:
        self._query = event.value
        self._most = SHOWN
        self._search()

    def _search(self) -> None:
        if is_quick(self.desk):
            self.workers.cancel_group(self, "search")
            self._show(_find(self.desk, self._query, self._most, self._only))
        else:
            self._tell(_("looking …"))
            self._search_beside(self._query, self._most, self._only)

    @work(thread=True, group="search", exclusive=True, exit_on_error=False)
    def _search_beside(self, query: str, most: int, only: Only) -> None:
        """On a connection of its own; what was written meanwhile makes it needless."""
        worker = get_current_worker()
        try:
            with Library(self.desk.library.path) as library, library.speaking():
                if worker.is_cancelled:
                    return
                found = _find(Desk(library, self.desk.annotator), query, most, only)
        except ReaderError as error:
            self.post_message(self.Failed(error))
            return
        if not worker.is_cancelled:
            self.post_message(self.Searched(found))

    def on_search_screen_searched(self, event: Searched) -> None:
        """Shows what was found, unless something else is being looked for."""
        if (event.found.query, event.found.only) == (self._query, self._only):
            self._show(event.found)

    def on_search_screen_failed(self, event: Failed) -> None:
        """Tells why nothing was found."""
        self.app.tell_failure(event.error)

    def _show(self, found: Found) -> None:
        count = sum(found.counts.values())
        self.places.show(found.places, here=0, counts=found.counts)
        self.places.set_state(frozenset(), "", "amber", self._script)
        places = plural(count, "{count} place", "{count} places")
        documents = plural(len(found.counts), "{count} document", "{count} documents")
        told = _("{places} in {documents}").format(places=places, documents=documents) if found.query.strip() else ""
        if count > len(found.places):
            told += " · " + _("the first {count:,} are shown").format(count=len(found.places))
        self._tell(told)

    def _tell(self, told: str) -> None:
        parts = []
        if self._only.label:
            untagged = self._only.label == UNTAGGED
            parts.append(_("untagged only") if untagged else _("{label} only").format(label=self._only.label))
        if self._only.document is not None:
            parts.append(_("one document only"))
        self.head.show(_("Search"), (self.desk.library.path.name, " · ".join([*parts, told])))

    @work
    async def action_choose_label(self) -> None:
        """Asks of which label the places are to be."""
        from reader.tui.screens.asking import ChoiceScreen

        labels = [(label.name, f"{label.name}  {label.title}") for label in self.desk.library.labels.all()]
        choices = [(_ALL, _("all places")), *labels, (UNTAGGED, _("what is not tagged"))]
        chosen = await self.app.push_screen_wait(ChoiceScreen(_("Only places that are tagged with"), choices))
        if chosen:
            self._only = replace(self._only, label="" if chosen == _ALL else chosen)
            self._search()

    def action_one_document(self) -> None:
        """Only places in the document under the cursor; again: in all."""
        place = self.places.place
        if self._only.document is not None:
            self._only = replace(self._only, document=None)
        elif place is not None:
            self._only = replace(self._only, document=place.entry.id)
        self._search()

    def action_toggle_script(self) -> None:
        """Original, simplified, traditional."""
        self._script = NEXT_SCRIPT.get(self._script, Script.ORIGINAL)
        self.places.set_state(frozenset(), "", "amber", self._script)

    @on(Input.Submitted, "#query")
    @on(Concordance.Chosen)
    def action_open(self) -> None:
        """Opens the document at the place under the cursor."""
        place = self.places.place
        if place is not None:
            self.app.open_document(place.entry.id, place.span.start, place.span)

    def action_more(self) -> None:
        """Shows more places."""
        if self._most < MOST:
            self._most = MOST
            self._search()

    def action_move(self, steps: int) -> None:
        """Next or previous place."""
        self.places.move(steps)

    def action_move_page(self, pages: int) -> None:
        """Next or previous page."""
        self.places.move_to(self.places.cursor + pages * self.places.page_rows)

    def action_back(self) -> None:
        """Back."""
        self.dismiss(self._query)


def _find(desk: Desk, query: str, most: int, only: Only) -> Found:
    return Found(query, only, occurrences(desk, query, most, only), only.counts(desk, query))
