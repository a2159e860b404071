"""The reading screen: outline, page, margin. It asks the desk, and tells the widgets what to show."""

from __future__ import annotations

from asyncio import Event
from datetime import datetime
from time import sleep
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import getters, on, work
from textual.containers import Horizontal
from textual.screen import Screen
from textual.worker import get_current_worker

from reader.annotations.model import Annotation, Status
from reader.desk import Marked
from reader.errors import ReaderError
from reader.library.reading import LastPlace, with_range
from reader.open_document import OpenDocument
from reader.text.scripts import Script, convert
from reader.text.spans import Span
from reader.tui.bindings import READING, bindings_of
from reader.tui.place import Place
from reader.tui.screens.everywhere import EverywhereScreen
from reader.tui.screens.note import NoteScreen
from reader.tui.themes import hue_of
from reader.tui.widgets.bars import Foot, FootLine, HeadLine
from reader.tui.widgets.find_bar import FindBar
from reader.tui.widgets.margin import Margin, MarginState
from reader.tui.widgets.outline import Outline
from reader.tui.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.events import Resize
    from textual.timer import Timer

    from reader.desk import Desk
    from reader.tui.app import PizhuApp

WIDE = 110  # cells from which the panes have room
NARROW = 70  # cells below which they have none, even if wanted
_SAVE_PLACE_SECONDS = 1.0  # of rest before the place is kept
_BREATH_SECONDS = 0.002  # between two steps of loading, so that keys are answered meanwhile
_LOOK_SECONDS = 1.0  # between two looks for what others wrote
_OPEN = (Status.ACCEPTED, Status.SUGGESTED)
_SCRIPT_NAMES = {
    Script.ORIGINAL: "原文",
    Script.SIMPLIFIED: "简体",
    Script.TRADITIONAL: "繁體",
    Script.TAIWAN: "繁體·臺灣",
    Script.TAIWAN_PHRASES: "繁體·臺灣用語",
    Script.HONG_KONG: "繁體·香港",
}
_VARIANTS = (Script.TRADITIONAL, Script.TAIWAN, Script.TAIWAN_PHRASES, Script.HONG_KONG)

T = TypeVar("T")


class ReadingScreen(Screen[None]):
    """One document: read, tag, decide."""

    BINDINGS = bindings_of(READING)
    CSS_PATH = "reading.tcss"
    AUTO_FOCUS = "#page"

    app: getters.app[PizhuApp]
    page = getters.query_one("#page", Page)
    outline = getters.query_one("#outline", Outline)
    margin = getters.query_one("#margin", Margin)
    head = getters.query_one("#head", HeadLine)
    foot = getters.query_one("#foot", FootLine)
    find_bar = getters.query_one("#find", FindBar)

    COMMANDS_OF: ClassVar = READING

    def __init__(self, desk: Desk, document: int, place: int | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.opened = OpenDocument(desk, document, self.app.segmenter, self.app.dictionary)
        self._last_place = desk.last_place(document)
        self._here = self._last_place
        self._place = self._last_place.place if place is None else place
        self._variant = Script.TRADITIONAL
        self._labels = desk.library.labels.all()
        self._hues = {label.name: hue_of(label.colour, label.position) for label in self._labels}
        self._words_loaded = Event()
        self._last_label = self._labels[0].name if self._labels else ""
        self._find_from = 0
        self._saved = ""
        self._message = ""
        self._message_place: object = None  # a message stays until one goes elsewhere
        self._save_timer: Timer | None = None
        self._outline_wanted: bool | None = None  # None: where there is room
        self._margin_wanted: bool | None = None

    def compose(self) -> ComposeResult:
        """Head, three columns, foot."""
        yield HeadLine(id="head")
        with Horizontal():
            yield Outline(id="outline")
            yield Page(self._show_where, id="page")
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
            for _ in self.app.segmenter.steps():
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
            (source, _SCRIPT_NAMES[at.script], f"¶ {at.current}/{opened.count}  {100 * end // entry.length}%"),
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

    def action_move_annotation(self, steps: int) -> None:
        """Selects the next or previous annotation."""
        self._go_to_neighbour(steps, _OPEN, "No more annotations")

    def action_move_suggestion(self, steps: int) -> None:
        """Selects the next or previous suggestion."""
        self._go_to_neighbour(steps, (Status.SUGGESTED,), "No more suggestions")

    def _go_to_neighbour(self, steps: int, statuses: tuple[Status, ...], nothing: str) -> None:
        focused = self._focused()
        # Without a selection, what begins with the paragraph lies ahead: nothing is longer than the document.
        span = self.page.at.selection or Span(self.page.at.offset, self.page.at.offset + self.opened.entry.length + 1)
        identity = focused.id if focused is not None and focused.span == span else ""
        found = self.desk.library.annotations.neighbour(
            self.opened.entry.id, span, identity, backwards=steps < 0, statuses=statuses
        )
        if found is None:
            self._tell(nothing)
        else:
            self._select(found)

    def _select(self, mark: Annotation) -> None:
        self._focus_id = mark.id
        self.page.at.select(mark.span)
        self.page.show()

    _focus_id = ""  # which of several annotations on the selected span is meant

    def _focused(self) -> Annotation | None:
        """The annotation under the cursor: on exactly what is selected, or the smallest one around it."""
        span = self.page.at.target
        around = [mark for mark in self.opened.marks(self.page.at.current) if mark.span.contains(span)]
        if not around:
            return None
        named = [mark for mark in around if mark.id == self._focus_id and mark.span == span]
        return named[0] if named else min(around, key=lambda mark: (len(mark.span), mark.status is Status.ACCEPTED))

    # Finding

    def action_find(self) -> None:
        """Opens the line in which one writes what to find."""
        self._find_from = self.page.at.offset
        self.find_bar.open_with(self.page.at.query)

    @on(FindBar.Written)
    def _find_as_written(self, event: FindBar.Written) -> None:
        self.page.at.query = event.query
        search, document = self.desk.library.search, self.opened.entry.id
        hit = next(search.hits(event.query, document, start=self._find_from), None)
        hit = hit or next(search.hits(event.query, document), None)
        self.page.at.select(hit.span if hit else None)
        self.page.show()
        count = search.count(event.query, document)
        self.find_bar.tell(f"{count:,} found" if event.query.strip() else "")

    @on(FindBar.Closed)
    def _leave_find(self, event: FindBar.Closed) -> None:
        self.page.focus()
        if not event.kept:
            self.page.at.query = ""
            self.page.at.select(None)
            self.page.at.go_to(self.opened.number_at(self._find_from))
        self.page.show()

    def action_find_next(self, steps: int) -> None:
        """Selects the next or previous hit, and goes on at the other end of the document."""
        at, search, document = self.page.at, self.desk.library.search, self.opened.entry.id
        if not at.query:
            self._tell("Nothing to find yet; /: write it")
            return
        if steps > 0:
            start = at.selection.start + 1 if at.selection else at.offset
            hit = next(search.hits(at.query, document, start=start), None) or next(
                search.hits(at.query, document), None
            )
        else:
            hit = search.previous(at.query, document, at.offset)
            hit = hit or search.previous(at.query, document, self.opened.entry.length)
        if hit is None:
            self._tell(f"Not found: {at.query}")
            return
        at.select(hit.span)
        self.page.show()

    # Tagging and deciding

    def action_tag(self, digit: int) -> None:
        """Tags the selection, or the paragraph where nothing is selected; a suggestion's label is corrected."""
        label = next((label for label in self._labels if label.key == str(digit)), None)
        if label is None:
            self._tell(f"No label has the key {digit}.")
            return
        span = self.page.at.target
        focused = self._focused()
        if focused is not None and focused.span == span and focused.status is Status.SUGGESTED:
            done = self._do(lambda: Marked(self.desk.correct(focused, label.name), True))
        else:
            done = self._do(lambda: self.desk.annotate(self.opened.entry.id, span, label.name))
        if done is not None:
            self._focus_id = done.annotation.id
            self._last_label = label.name
            already = "" if done.changed else "already "
            self._tell(f"{already}{label.name}: {done.annotation.quote}")

    def action_delete(self) -> None:
        """Deletes the annotation under the cursor."""
        focused = self._need_annotation()
        if focused is not None and self._do(lambda: self.desk.delete(focused)) is not None:
            self._tell(f"deleted {focused.label}: {focused.quote}")

    def action_accept(self) -> None:
        """Accepts the suggestion under the cursor."""
        focused = self._need_annotation(Status.SUGGESTED)
        if focused is not None and self._do(lambda: self.desk.accept(focused)) is not None:
            self._tell(f"accepted {focused.label}: {focused.quote}")

    def action_reject(self) -> None:
        """Rejects the suggestion under the cursor."""
        focused = self._need_annotation(Status.SUGGESTED)
        if focused is not None and self._do(lambda: self.desk.reject(focused)) is not None:
            self._tell(f"rejected {focused.label}: {focused.quote}")

    @work
    async def action_note(self) -> None:
        """Writes a note on the annotation under the cursor."""
        focused = self._need_annotation()
        if focused is None:
            return
        note = await self.app.push_screen_wait(NoteScreen(focused))
        if note is not None and self._do(lambda: self.desk.set_note(focused, note)) is not None:
            self._tell("note kept" if note else "note taken away")

    def _need_annotation(self, status: Status | None = None) -> Annotation | None:
        focused = self._focused()
        if focused is not None and status in (None, focused.status):
            return focused
        if status is Status.SUGGESTED:
            self._tell("No suggestion here; Tab: the next")
        else:
            self._tell("No annotation here; ]: the next")
        return None

    def action_everywhere(self) -> None:
        """Every place in the library where the selected words stand, for review."""
        selection = self.page.at.selection
        if selection is None:
            self._tell("Select the words first: →")
            return
        focused = self._focused()
        label = focused.label if focused is not None and focused.span == selection else self._last_label
        self.app.push_screen(EverywhereScreen(self.desk, self.opened.text(selection), label, self.opened.entry.id))

    def on_screen_resume(self) -> None:
        """What was tagged elsewhere shows here when one comes back."""
        if self.page.is_open:
            self.page.refresh_marks()

    # History

    def action_undo(self) -> None:
        """Takes back the last action."""
        self._travel("undone", "Nothing to undo", redo=False)

    def action_redo(self) -> None:
        """Does it again."""
        self._travel("done again", "Nothing to redo", redo=True)

    def _travel(self, verb: str, nothing: str, *, redo: bool) -> None:
        try:
            action = self.desk.redo() if redo else self.desk.undo()
        except ReaderError as error:
            self.app.tell_failure(error)
            return
        if action is None:
            self._tell(nothing)
            return
        self._note_save()
        annotation = action.changes[-1].annotation
        self.page.refresh_marks()
        if annotation.document == self.opened.entry.id:
            self._focus_id = annotation.id
            self.page.at.select(annotation.span)
            self.page.show()
            self._tell(f"{verb}: {annotation.label} {annotation.quote}")
        else:
            name = self.desk.library.documents.entry(annotation.document).heading
            self._tell(f"{verb} in {name}: {annotation.label} {annotation.quote}")

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
        if self._here != self._last_place:
            self._last_place = self._here
            try:
                self.desk.leave(self.opened.entry.id, self._here)
            except ReaderError as error:
                self.app.tell_failure(error)

    # Small services

    def _do(self, action: Callable[[], T]) -> T | None:
        """Does something that is saved, and shows it; what goes wrong is told in the bottom line."""
        try:
            done = action()
        except ReaderError as error:
            self.app.tell_failure(error)
            self.page.refresh_marks()
            return None
        self._note_save()
        self.page.refresh_marks()
        return done

    def _note_save(self) -> None:
        self._saved = datetime.fromisoformat(self.desk.now()).astimezone().strftime("%H:%M:%S")

    def _tell(self, message: str) -> None:
        self._message = message
        self._message_place = (self.page.at.current, self.page.at.selection, self.page.at.script)
        self._show_foot()

    def _show_foot(self) -> None:
        if self._message_place != (self.page.at.current, self.page.at.selection, self.page.at.script):
            self._message = ""
        self.foot.show(Foot(self._saved, self._message))

    def _look_around(self) -> None:
        """What another reader or a batch run wrote appears here."""
        if self.page.is_open and self.desk.library.changed_elsewhere():
            self.page.refresh_marks()
