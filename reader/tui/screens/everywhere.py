"""The review of the same words everywhere: take or leave each place, then tag what was taken as one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.message import Message
from textual.screen import Screen

from reader.desk import Desk
from reader.errors import ReaderError
from reader.everywhere import MOST, Occurrence, is_quick, occurrences
from reader.library import Library
from reader.text.scripts import Script
from reader.translation import _
from reader.tui.bindings import EVERYWHERE
from reader.tui.commands import bindings_of, in_force
from reader.tui.themes import hue_of
from reader.tui.widgets.bars import HeadLine, LabelFootLine
from reader.tui.widgets.concordance import Concordance
from reader.wording import plural

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.tui.app import PizhuApp

NEXT_SCRIPT = {Script.ORIGINAL: Script.SIMPLIFIED, Script.SIMPLIFIED: Script.TRADITIONAL}


@dataclass(frozen=True, slots=True)
class Taken:
    """The places that were taken, and the label they get."""

    quote: str
    label: str
    places: list[Occurrence]

    def tag(self, desk: Desk) -> int:
        """Tags them, as one action; how many were not tagged so. Raises StaleTextError where a text is another by now."""
        with desk.library.transaction():
            for entry in {place.entry.id: place.entry for place in self.places}.values():
                desk.library.documents.require_text_of(entry)
            return desk.annotate_all([(place.entry.id, place.span) for place in self.places], self.label)


class EverywhereScreen(Screen[Taken | None]):
    """Every place in the library where some words stand."""

    BINDINGS = bindings_of(EVERYWHERE)
    CSS_PATH: ClassVar = ["hues.tcss", "everywhere.tcss"]
    AUTO_FOCUS = "#places"
    COMMANDS_OF: ClassVar = EVERYWHERE

    app: getters.app[PizhuApp]
    head = getters.query_one("#head", HeadLine)
    places = getters.query_one("#places", Concordance)
    foot = getters.query_one("#foot", LabelFootLine)

    @dataclass
    class Found(Message):
        """A large library was looked through."""

        places: list[Occurrence]

    @dataclass
    class Failed(Message):
        """It could not be."""

        error: ReaderError

    def __init__(self, desk: Desk, quote: str, label: str, here: int) -> None:
        super().__init__()
        self.desk = desk
        self._quote = quote
        self._label = label
        self._here = here
        self._labels = desk.library.labels.all()
        self._found: list[Occurrence] | None = None  # None: it is being looked for
        self._taken: frozenset[Occurrence] = frozenset()
        self._script = Script.ORIGINAL

    def compose(self) -> ComposeResult:
        """Head, places, foot."""
        yield HeadLine(id="head")
        yield Concordance(id="places")
        yield LabelFootLine(in_force(EVERYWHERE, self.app.settings.keys), id="foot")

    def on_mount(self) -> None:
        """Everything that is not tagged yet is taken to begin with."""
        self.foot.set_labels([(label, hue_of(label.colour, label.position)) for label in self._labels])
        if is_quick(self.desk):
            self._take_found(occurrences(self.desk, self._quote))
        else:
            self._show()
            self._find_beside()

    @work(thread=True, exit_on_error=False)
    def _find_beside(self) -> None:
        """Looks through a large library on a connection of its own."""
        try:
            with Library(self.desk.library.path) as library, library.speaking():
                found = occurrences(Desk(library, self.desk.annotator), self._quote)
        except ReaderError as error:
            self.post_message(self.Failed(error))
        else:
            self.post_message(self.Found(found))

    def on_everywhere_screen_found(self, event: Found) -> None:
        """Shows the places."""
        self._take_found(event.places)

    def on_everywhere_screen_failed(self, event: Failed) -> None:
        """Tells why there are none."""
        self.app.tell_failure(event.error)

    def _take_found(self, found: list[Occurrence]) -> None:
        self._found = found
        self._taken = frozenset(self._new)
        self.places.show(found, self._here)
        self._show()

    @property
    def _all(self) -> list[Occurrence]:
        return self._found or []

    @property
    def _new(self) -> list[Occurrence]:
        return [place for place in self._all if not place.has(self._label) and not place.refused(self._label)]

    def _show(self) -> None:
        hue = next((hue_of(x.colour, x.position) for x in self._labels if x.name == self._label), "grey")
        documents = len({place.entry.id for place in self._all})
        told = _("first {places} in {documents}") if len(self._all) == MOST else _("{places} in {documents}")
        told = told.format(
            places=plural(len(self._all), "{count} place", "{count} places"),
            documents=plural(documents, "{count} document", "{count} documents"),
        )
        self.head.show(
            _("Everywhere: {quote}").format(quote=self._quote),
            (
                told if self._found is not None else _("looking …"),
                _("{count:,} taken").format(count=len(self._taken)),
                self._label,
            ),
        )
        self.places.set_state(self._taken, self._label, hue, self._script)

    def action_move(self, steps: int) -> None:
        """Next or previous place."""
        self.places.move(steps)

    def action_move_page(self, pages: int) -> None:
        """Next or previous page."""
        self.places.move_to(self.places.cursor + pages * self.places.page_rows)

    def action_move_to(self, index: int) -> None:
        """The first or the last place."""
        self.places.move_to(index if index >= 0 else self.places.row_count - 1)

    def action_take(self) -> None:
        """Takes or leaves the place under the cursor, and goes to the next."""
        self._take_or_leave()
        self.places.move(1)

    @on(Concordance.Chosen, "#places")
    def _take_or_leave(self) -> None:
        """Takes or leaves the place under the cursor, as a click on it does."""
        place = self.places.place
        if place is not None and not place.has(self._label):
            self._taken = self._taken ^ {place}
        self._show()

    def action_take_all(self) -> None:
        """Takes all places that are not tagged yet; none where all were taken."""
        everything = frozenset(place for place in self._all if not place.has(self._label))
        self._taken = frozenset() if self._taken == everything else everything
        self._show()

    def action_label(self, digit: int) -> None:
        """Tags with another label."""
        label = next((label for label in self._labels if label.key == str(digit)), None)
        if label is not None:
            self._label = label.name
            self._taken = frozenset(self._new)
            self._show()

    def action_tag(self) -> None:
        """Goes back with the places that are taken, to be tagged as one action."""
        if self._found is not None:
            taken = [place for place in self._all if place in self._taken]
            self.dismiss(Taken(self._quote, self._label, taken) if taken else None)

    def action_open(self) -> None:
        """Opens the document at the place under the cursor."""
        place = self.places.place
        if place is not None:
            self.app.open_document(place.entry.id, place.span.start, place.span)

    def action_toggle_script(self) -> None:
        """Original, simplified, traditional."""
        self._script = NEXT_SCRIPT.get(self._script, Script.ORIGINAL)
        self._show()

    def action_back(self) -> None:
        """Back, and nothing is tagged."""
        self.dismiss(None)
