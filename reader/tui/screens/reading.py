"""The reading screen: outline, page, margin. It asks the desk, and tells the widgets what to show."""

from __future__ import annotations

from asyncio import Event
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import getters, work
from textual.containers import Horizontal, Vertical

from reader.annotations.model import Status
from reader.library.database import get_ready
from reader.library.documents import RemovedError
from reader.library.reading import LastPlace, with_range
from reader.text.folding import fold
from reader.text.scripts import Script, convert
from reader.translation import N_, _
from reader.tui.ahead import LONG_SAMPLE, SAMPLE
from reader.tui.bindings import FIND, MARGIN, OUTLINE, READING
from reader.tui.commands import bindings_of, in_force
from reader.tui.hints import IN_FIND, IN_OUTLINE, hints_of
from reader.tui.place import Place
from reader.tui.screens.bookmarking import Bookmarking
from reader.tui.screens.copying import Copying
from reader.tui.screens.finding import Finding
from reader.tui.screens.keeping_place import KeepingPlace
from reader.tui.screens.panes import VARIANTS, Panes
from reader.tui.screens.pointing import Pointing
from reader.tui.steady import Breather, keep
from reader.tui.terminal import sign
from reader.tui.widgets.bars import Fact, HeadLine, LabelFootLine
from reader.tui.widgets.find_bar import FindBar
from reader.tui.widgets.margin import Margin, origin_of, rule_told_briefly
from reader.tui.widgets.outline import Outline
from reader.tui.widgets.outline_bar import OutlineBar
from reader.tui.widgets.page import Page
from reader.tui.widgets.parallel import Parallel

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import DescendantFocus

    from reader.desk import Desk
    from reader.text.spans import Span
    from reader.tui.hints import Hint

_LEAVING_SECONDS = 2.0  # that one who leaves waits for another program, so that the place is kept
_LOOK_SECONDS = 1.0  # between two looks for what others wrote
_SCRIPT_NAMES = {
    Script.ORIGINAL: "原文",
    Script.SIMPLIFIED: "简体",
    Script.TRADITIONAL: "繁體",
    Script.TAIWAN: "繁體·臺灣",
    Script.TAIWAN_PHRASES: "繁體·臺灣用語",
    Script.HONG_KONG: "繁體·香港",
}

_PANES = (
    *(replace(command, action=f"in_outline({command.action!r})") for command in OUTLINE),
    *(replace(command, action=f"in_margin({command.action!r})") for command in MARGIN),
    *(replace(command, action=f"in_find({command.action!r})") for command in FIND),
)
"""The keys of the panes, as the bottom line does them."""


class ReadingScreen(Pointing, Panes, Copying, Bookmarking, Finding, KeepingPlace):
    """One document: read, tag, decide."""

    BINDINGS = bindings_of(READING)
    CSS_PATH: ClassVar = ["hues.tcss", "reading.tcss"]
    AUTO_FOCUS = "#page"

    head = getters.query_one("#head", HeadLine)

    COMMANDS_OF: ClassVar = READING
    PANES_OF: ClassVar = ((N_("Outline"), OUTLINE), (N_("Annotations"), MARGIN), (N_("Find"), FIND))

    def __init__(self, desk: Desk, document: int, place: int | None = None, chosen: Span | None = None) -> None:
        """Opens at a place, or where one left off; with a passage selected, at that."""
        super().__init__(desk, document)
        self._chosen_at_first = chosen
        self._place = self._last_place.place if place is None else place
        self._scripts_loaded = Event()
        self._breather = Breather(lambda: self.app.last_key)

    def compose(self) -> ComposeResult:
        """Head, three columns, foot."""
        yield HeadLine(id="head")
        outline = Outline(id="outline")
        with Horizontal():
            yield outline
            with Vertical(id="middle"):
                yield Page(self._show_where, self.app.settings.measure, id="page")
                yield Parallel(id="parallel")
            yield Margin(id="margin")
        yield FindBar(id="find")
        yield OutlineBar(outline, id="outline-bar")
        yield LabelFootLine(in_force([*READING, *_PANES], self.app.settings.keys), id="foot")

    def on_mount(self) -> None:
        """Opens the document where one left off."""
        self.take_labels()
        self._open()
        self._fold_panes()
        self.call_after_refresh(self._open_outline)  # the text first: together they hold up the screen
        self.set_interval(_LOOK_SECONDS, self.look_around)
        if not self.app.words_loaded.is_set():
            self.app.hold_back()
        self.call_after_refresh(self._get_ready)
        self._count_decisions()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Other keys matter where the keys go now; a pane that one worked in is left where the page was clicked."""
        if not self.page.is_open:
            return
        if event.widget is self.page:
            self._leave_panes()
            self.find_bar.leave_open_line()
        self._show_foot()

    def on_screen_resume(self) -> None:
        """What was tagged elsewhere, and labels that are others now, show here when one comes back."""
        if self.page.is_open and not self._is_reopened():
            self.take_labels()
            self.page.refresh_marks()
            self._marks_changed()

    def _open(self) -> None:
        script = Script(self._last_place.script)
        if script in VARIANTS:
            self._variant = script
        trim = self.app.settings.trim_punctuation
        place = Place(self.opened, self._place, script, trim=trim)
        if self._chosen_at_first is not None:
            place.select(self._chosen_at_first)
        self.page.open_at(place, self._hues)

    def on_unmount(self) -> None:
        """Keeps the place, and keeps nobody waiting who leaves the program."""
        self._breather.is_over = True
        self._save_place(_LEAVING_SECONDS)

    def on_resize(self) -> None:
        """The panes fold away where there is no room for them."""
        self._fold_panes()

    def _get_ready(self) -> None:
        """Beside the screen, when it has been painted; the first keys go before, as all keys do."""
        self.app.stir()
        self.app.load_words()
        self._load_scripts()

    @work(thread=True, group="scripts", exit_on_error=False)
    def _load_scripts(self) -> None:
        """Makes the other script and finding ready without holding up the screen."""
        try:
            self._breather.breathe(deeply=True)
            get_ready()
            for script in (Script.SIMPLIFIED, self._variant):
                self._breather.breathe(deeply=True)
                if self._breather.is_over:
                    return
                convert(SAMPLE, script, source=self.opened.script)
            self._breather.breathe(deeply=True)
            if not self._breather.is_over:
                fold(LONG_SAMPLE)
                keep()
        finally:
            self.app.call_from_thread(self._scripts_loaded.set)
            self.app.call_from_thread(self.app.get_ahead)

    def take_labels(self) -> None:
        """Shows the labels as they are now, in the margin too."""
        super().take_labels()
        self.margin.set_hues(self._hues)

    # What the page reports

    def _show_where(self) -> None:
        """Tells everywhere where one is, and keeps it when one rests; what has not changed is not painted again."""
        at, opened = self.page.at, self.opened
        first, last = at.seen
        self._here = LastPlace(at.offset, at.script.value, with_range(self._here.read, first, last))
        entry = opened.entry
        source = f" {sign('·')} ".join(part for part in (entry.date, entry.publisher) if part)
        # What follows the last paragraph is white space, and nothing to read.
        end = entry.length if at.current == opened.count else opened.passage(at.current).paragraph.span.end
        self.head.show(
            convert(entry.heading, at.script, source=opened.script).view,
            (
                source,
                "" if self.margin.display else self._under_cursor(),
                Fact(_SCRIPT_NAMES[at.script], "toggle_script", other="script_variant"),
                Fact(f"{sign('¶')} {at.current}/{opened.count}  {100 * end // entry.length}%", "go_to"),
            ),
            name_action="library",
            title_action="enter_outline",
        )
        self._show_panes()
        self._show_foot()
        self._save_place_soon()

    def _under_cursor(self) -> str:
        """What is known of the annotation under the cursor, where there is no room for the margin."""
        focused = self._focused()
        if focused is None:
            return ""
        decisions = self._decisions_of(focused) if focused.status is Status.SUGGESTED else None
        told = rule_told_briefly(decisions) or origin_of(focused) or focused.annotator
        return f"{focused.label} {sign('·')} {told}"

    def _hints(self) -> tuple[Hint, ...]:
        """The commands that matter where one is."""
        if self.outline_bar.has_class("open"):
            return IN_OUTLINE
        if self.find_bar.has_class("open"):
            return IN_FIND
        return hints_of(
            self._chosen(),
            selected=self.page.at.selection is not None,
            corrected=self._corrected() is not None,
            held=bool(self._held),
            made=self._has_made(),
            in_margin=self.in_margin,
        )

    def _show_panes(self) -> None:
        at = self.page.at
        if not self.outline.reaches(at.current):
            self._show_headings()
        self.outline.follow(at.current, at.script)
        if self.margin.display:
            self._show_margin()
        if self.parallel.display:
            self._show_parallel()

    # Moving and selecting

    def action_move_paragraph(self, steps: int) -> None:
        """Next or previous paragraph."""
        self._go(lambda: self.page.at.move_paragraph(steps))

    def action_move_page(self, pages: int) -> None:
        """Next or previous page."""
        self._go(lambda: self.page.at.move_page(pages))

    def action_move_to_end(self, last: bool) -> None:
        """First or last paragraph."""
        self._go(lambda: self.page.at.go_to(self.opened.count if last else 1))

    async def action_move_word(self, steps: int, extend: bool) -> None:
        """Next or previous word; right after the start, the keys wait for the dictionary."""
        await self.app.await_words()
        if extend:
            self.page.at.move_word(steps, extend=True)
            self.page.show()
        else:
            self._go(lambda: self.page.at.move_word(steps))

    def action_move_character(self, steps: int) -> None:
        """Next or previous character."""
        self._go(lambda: self.page.at.move_character(steps))

    def action_extend_paragraph(self, steps: int) -> None:
        """The paragraph, then more of them."""
        self.page.at.extend_paragraph(steps)
        self.page.show()

    async def action_grow(self) -> None:
        """The next wider unit."""
        await self.app.await_words()
        self.page.at.grow()
        self.page.show()

    def action_shrink(self) -> None:
        """Back to what the selection was before it grew."""
        self.page.at.shrink()
        self.page.show()

    # View

    async def action_toggle_script(self) -> None:
        """Original, simplified, traditional, and round again; in the first second, the key waits for the tables."""
        self._breather.is_awaited = True
        await self._scripts_loaded.wait()
        self._breather.is_awaited = False
        following = {Script.ORIGINAL: Script.SIMPLIFIED, Script.SIMPLIFIED: self._variant}
        self.page.at.set_script(following.get(self.page.at.script, Script.ORIGINAL))
        self.page.show()

    def action_script_variant(self) -> None:
        """The next traditional standard; shown at once."""
        if self.page.at.script in VARIANTS:
            self._variant = VARIANTS[(VARIANTS.index(self._variant) + 1) % len(VARIANTS)]
        self.page.at.set_script(self._variant)
        self.page.show()

    # Leaving

    def action_library(self) -> None:
        """To the library, which tells how far one is."""
        self._tag_made()
        if not self.may_leave(self.action_library):
            return
        self._save_place()
        self.app.show_library()

    def action_close(self) -> None:
        """Closes the document: back to the library, or out where one came straight here."""
        self._tag_made()
        if not self.may_leave(self.action_close):
            return
        self._save_place()
        self.app.close_document()

    def look_around(self) -> bool:
        """What another reader or a batch run wrote appears here; where the text is another now, it is opened anew."""
        if self.app.is_opening or self not in self.app.screen_stack:  # it was, and told already
            return True
        if not self.page.is_open or not self.desk.library.changed_elsewhere():
            return False
        if self._is_reopened():
            return True
        self.take_labels()
        self.page.refresh_marks()
        return False

    def _is_reopened(self) -> bool:
        """Opens the text anew where it has a new version, or leaves where it was removed.

        Under another screen, that is done when one comes back.
        """
        stale = self._stale() if self.is_current else None
        if stale is None:
            return False
        if self.app.is_opening:  # told already
            return True
        if isinstance(stale, RemovedError):
            self.app.tell_failure(stale)
        else:
            self.app.notify(_("The text has a new version: it was opened anew."), markup=False)
        self.app.reopen_document(self.opened.entry.id)
        return True
