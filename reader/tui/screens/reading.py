"""The reading screen: outline, page, margin. It asks the desk, and tells the widgets what to show."""

from __future__ import annotations

from asyncio import Event
from time import sleep
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.containers import Horizontal
from textual.worker import get_current_worker

from reader.errors import ReaderError
from reader.library.reading import LastPlace, with_range
from reader.text.scripts import Script, convert
from reader.translation import _
from reader.tui.bindings import READING, bindings_of
from reader.tui.place import Place
from reader.tui.screens.annotating import Annotating
from reader.tui.screens.finding import Finding
from reader.tui.terminal import sign
from reader.tui.widgets.bars import FootLine, HeadLine
from reader.tui.widgets.find_bar import FindBar
from reader.tui.widgets.margin import Margin, MarginState
from reader.tui.widgets.outline import Outline
from reader.tui.widgets.page import Page

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Resize
    from textual.timer import Timer

    from reader.desk import Desk

WIDE = 110  # cells from which the panes have room
NARROW = 70  # cells below which they have none, even if wanted
_SAVE_PLACE_SECONDS = 1.0  # of rest before the place is kept
_BREATH_SECONDS = 0.002  # between two steps of loading, so that keys are answered meanwhile
_LOOK_SECONDS = 1.0  # between two looks for what others wrote
_SCRIPT_NAMES = {
    Script.ORIGINAL: "原文",
    Script.SIMPLIFIED: "简体",
    Script.TRADITIONAL: "繁體",
    Script.TAIWAN: "繁體·臺灣",
    Script.TAIWAN_PHRASES: "繁體·臺灣用語",
    Script.HONG_KONG: "繁體·香港",
}
_VARIANTS = (Script.TRADITIONAL, Script.TAIWAN, Script.TAIWAN_PHRASES, Script.HONG_KONG)


class ReadingScreen(Annotating, Finding):
    """One document: read, tag, decide."""

    BINDINGS = bindings_of(READING)
    CSS_PATH = "reading.tcss"
    AUTO_FOCUS = "#page"

    outline = getters.query_one("#outline", Outline)
    margin = getters.query_one("#margin", Margin)
    head = getters.query_one("#head", HeadLine)

    COMMANDS_OF: ClassVar = READING

    def __init__(self, desk: Desk, document: int, place: int | None = None) -> None:
        super().__init__(desk, document)
        self._last_place = desk.last_place(document)
        self._here = self._last_place
        self._place = self._last_place.place if place is None else place
        self._variant = Script.TRADITIONAL
        self._words_loaded = Event()
        self._save_timer: Timer | None = None
        self._outline_wanted: bool | None = None  # None: where there is room
        self._margin_wanted: bool | None = None

    def compose(self) -> ComposeResult:
        """Head, three columns, foot."""
        yield HeadLine(id="head")
        with Horizontal():
            yield Outline(id="outline")
            yield Page(self._show_where, self.app.settings.measure, id="page")
            yield Margin(id="margin")
        yield FindBar(id="find")
        yield FootLine(READING, id="foot")

    def on_mount(self) -> None:
        """Opens the document where one left off."""
        self.outline.show(self.desk.library.documents.outline(self.opened.entry.id))
        self.margin.set_hues(self._hues)
        self.foot.set_labels([(label, self._hues[label.name]) for label in self._labels])
        self._open()
        self._fold_panes()
        self.set_interval(_LOOK_SECONDS, self._look_around)
        self._load_words()

    def _open(self) -> None:
        script = Script(self._last_place.script)
        if script in _VARIANTS:
            self._variant = script
        self.page.open_at(Place(self.opened, self._place, script), self._hues)

    def on_unmount(self) -> None:
        """Keeps the place."""
        self._save_place()

    def on_resize(self, event: Resize) -> None:
        """The panes fold away where there is no room for them."""
        self._fold_panes(event.size.width)

    @work(thread=True, group="words", exit_on_error=False)
    def _load_words(self) -> None:
        """Makes the word cutter ready without holding up the screen."""
        worker = get_current_worker()
        try:
            for _step in self.app.segmenter.steps():
                sleep(_BREATH_SECONDS)
                if worker.is_cancelled:
                    return
        finally:  # without the dictionary, words are single characters
            self.app.call_from_thread(self._words_loaded.set)

    # What the page reports

    def _show_where(self) -> None:
        """Tells everywhere where one is, and keeps it when one rests; what has not changed is not painted again."""
        at, opened = self.page.at, self.opened
        first, last = at.seen
        self._here = LastPlace(at.offset, at.script.value, with_range(self._here.read, first, last))
        entry = opened.entry
        source = " · ".join(part for part in (entry.date, entry.publisher) if part)
        end = opened.passage(at.current).paragraph.span.end
        self.head.show(
            convert(entry.heading, at.script, source=opened.script).view,
            (
                source,
                _SCRIPT_NAMES[at.script],
                f"{sign('¶')} {at.current}/{opened.count}  {100 * end // entry.length}%",
            ),
        )
        self.outline.follow(at.current, at.script)
        if self.margin.display:
            self._show_margin()
        self._show_foot()
        if self._save_timer is not None:
            self._save_timer.stop()
        self._save_timer = self.set_timer(_SAVE_PLACE_SECONDS, self._save_place)

    def _show_margin(self) -> None:
        selection = self.page.at.selection
        self.margin.show(
            MarginState(
                self.page.at.current,
                self.opened.marks(self.page.at.current),
                self._focused(),
                "" if selection is None else self.opened.text(selection),
                self.page.at.script,
            )
        )

    @on(Outline.Chosen, "#outline")
    def _jump_to_heading(self, event: Outline.Chosen) -> None:
        self.page.at.go_to(self.outline.headings[event.index].paragraph.number)
        self.page.show()

    @on(Margin.Chosen, "#margin")
    def _select_from_margin(self, event: Margin.Chosen) -> None:
        mark = self.margin.mark_at(event.index)
        if mark is not None:
            self._select(mark)

    # Moving and selecting

    def action_move_paragraph(self, steps: int) -> None:
        """Next or previous paragraph."""
        self.page.at.move_paragraph(steps)
        self.page.show()

    def action_move_page(self, pages: int) -> None:
        """Next or previous page."""
        self.page.at.move_page(pages)
        self.page.show()

    def action_move_to_end(self, last: bool) -> None:
        """First or last paragraph."""
        self.page.at.go_to(self.opened.count if last else 1)
        self.page.show()

    async def action_move_word(self, steps: int, extend: bool) -> None:
        """Next or previous word; in the first second after the start, the keys wait for the dictionary."""
        await self._words_loaded.wait()
        self.page.at.move_word(steps, extend=extend)
        self.page.show()

    def action_move_character(self, steps: int, extend: bool) -> None:
        """Next or previous character."""
        self.page.at.move_character(steps, extend=extend)
        self.page.show()

    async def action_grow(self) -> None:
        """The next wider unit."""
        await self._words_loaded.wait()
        self.page.at.grow()
        self.page.show()

    def action_shrink(self) -> None:
        """Back to what the selection was before it grew."""
        self.page.at.shrink()
        self.page.show()

    def action_clear_selection(self) -> None:
        """Selects nothing."""
        self.page.at.select(None)
        self.page.show()

    # View

    def action_toggle_script(self) -> None:
        """Original, simplified, traditional, and round again."""
        following = {Script.ORIGINAL: Script.SIMPLIFIED, Script.SIMPLIFIED: self._variant}
        self.page.at.set_script(following.get(self.page.at.script, Script.ORIGINAL))
        self.page.show()

    def action_script_variant(self) -> None:
        """The next traditional standard; shown at once."""
        if self.page.at.script in _VARIANTS:
            self._variant = _VARIANTS[(_VARIANTS.index(self._variant) + 1) % len(_VARIANTS)]
        self.page.at.set_script(self._variant)
        self.page.show()

    def action_fold_outline(self) -> None:
        """Shows or hides the outline."""
        self._outline_wanted = not self.outline.display
        self._fold_panes()

    def action_fold_margin(self) -> None:
        """Shows or hides the margin."""
        self._margin_wanted = not self.margin.display
        self._fold_panes()

    def _fold_panes(self, width: int | None = None) -> None:
        width = width or self.app.size.width
        roomy = width >= WIDE
        self.outline.display = roomy if self._outline_wanted is None else self._outline_wanted and width >= NARROW
        self.margin.display = roomy if self._margin_wanted is None else self._margin_wanted and width >= NARROW
        if self.margin.display and self.page.is_open:
            self._show_margin()

    # Leaving

    def action_library(self) -> None:
        """To the library."""
        self.app.show_library()

    def action_close(self) -> None:
        """Closes the document: back to the library, or out where one came straight here."""
        self.app.close_document()

    def _save_place(self) -> None:
        """Writes down where one is, from what the page told last: the page may be gone already."""
        if self._here != self._last_place and not self._has_new_text():
            self._last_place = self._here
            try:
                self.desk.leave(self.opened.entry.id, self._here)
            except ReaderError as error:
                self.app.tell_failure(error)

    def _look_around(self) -> None:
        """What another reader or a batch run wrote appears here."""
        if self.page.is_open and self.desk.library.changed_elsewhere():
            if self._has_new_text():
                self.app.notify(_("The text has a new version: it was opened anew."), markup=False)
                self.app.reopen_document()
                return
            self.page.refresh_marks()
