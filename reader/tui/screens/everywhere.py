"""The review of the same words everywhere: take or leave each place, then tag what was taken as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.screen import Screen

from reader.errors import ReaderError
from reader.everywhere import MOST, Occurrence, occurrences
from reader.text.scripts import Script
from reader.tui.bindings import EVERYWHERE, bindings_of
from reader.tui.layout import shorten
from reader.tui.themes import hue_of
from reader.tui.widgets.bars import FootLine, HeadLine
from reader.tui.widgets.concordance import Concordance
from reader.wording import plural

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.desk import Desk
    from reader.tui.app import PizhuApp

_NEXT_SCRIPT = {Script.ORIGINAL: Script.SIMPLIFIED, Script.SIMPLIFIED: Script.TRADITIONAL}


class EverywhereScreen(Screen[None]):
    """Every place in the library where some words stand."""

    BINDINGS = bindings_of(EVERYWHERE)
    CSS_PATH = "everywhere.tcss"
    AUTO_FOCUS = "#places"
    COMMANDS_OF: ClassVar = EVERYWHERE

    app: getters.app[PizhuApp]
    head = getters.query_one("#head", HeadLine)
    places = getters.query_one("#places", Concordance)
    foot = getters.query_one("#foot", FootLine)

    def __init__(self, desk: Desk, quote: str, label: str, here: int) -> None:
        super().__init__()
        self.desk = desk
        self._quote = quote
        self._label = label
        self._here = here
        self._labels = desk.library.labels.all()
        self._found = occurrences(desk, quote)
        self._taken = frozenset(self._new)
        self._script = Script.ORIGINAL

    def compose(self) -> ComposeResult:
        """Head, places, foot."""
        yield HeadLine(id="head")
        yield Concordance(id="places")
        yield FootLine(EVERYWHERE, id="foot")

    def on_mount(self) -> None:
        """Everything that is not tagged yet is taken to begin with."""
        self.foot.set_labels([(label, hue_of(label.colour, label.position)) for label in self._labels])
        self.places.show(self._found, self._here)
        self._show()

    @property
    def _new(self) -> list[Occurrence]:
        return [place for place in self._found if not place.has(self._label) and not place.refused(self._label)]

    def _show(self) -> None:
        hue = next((hue_of(x.colour, x.position) for x in self._labels if x.name == self._label), "grey")
        documents = len({place.entry.id for place in self._found})
        first = "first " if len(self._found) == MOST else ""
        self.head.show(
            f"Everywhere: {self._quote}",
            (
                f"{first}{plural(len(self._found), 'place')} in {plural(documents, 'document')}",
                f"{len(self._taken):,} taken",
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
        place = self.places.place
        if place is not None and not place.has(self._label):
            self._taken = self._taken ^ {place}
        self.places.move(1)
        self._show()

    def action_take_all(self) -> None:
        """Takes all places that are not tagged yet; none where all were taken."""
        everything = frozenset(place for place in self._found if not place.has(self._label))
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
        """Tags the places that are taken, as one action, and goes back."""
        taken = [place for place in self._found if place in self._taken]
        places = [(place.entry.id, place.span) for place in taken]
        try:
            with self.desk.library.transaction():
                for entry in {place.entry.id: place.entry for place in taken}.values():
                    self.desk.library.documents.require_text_of(entry)
                count = self.desk.annotate_all(places, self._label) if places else 0
        except ReaderError as error:
            self.app.tell_failure(error)
            return
        self.dismiss()
        self.app.notify(
            f"{plural(count, 'place')} tagged {self._label}: {shorten(self._quote, 30)}. u takes all back.",
            markup=False,
        )

    def action_open(self) -> None:
        """Opens the document at the place under the cursor."""
        if self.places.place is not None:
            self.app.open_document(self.places.place.entry.id, self.places.place.span.start)

    def action_toggle_script(self) -> None:
        """Original, simplified, traditional."""
        self._script = _NEXT_SCRIPT.get(self._script, Script.ORIGINAL)
        self._show()

    def action_back(self) -> None:
        """Back, and nothing is tagged."""
        self.dismiss()
