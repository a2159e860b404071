"""The panes around the page: outline, annotations, both scripts; folding them, and working in them by keyboard."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from textual import getters, on

from reader.annotations.model import Status
from reader.open_document import ALL_HEADINGS
from reader.text.display import visible
from reader.text.scripts import Script, convert
from reader.text.spans import Span
from reader.translation import _
from reader.tui.parallel import TwinLine, twin_lines
from reader.tui.screens.deciding import Deciding
from reader.tui.screens.going import GoToScreen
from reader.tui.widgets.margin import Margin, MarginState
from reader.tui.widgets.outline import Outline
from reader.tui.widgets.outline_bar import OutlineBar
from reader.tui.widgets.parallel import PAIR, Parallel, ParallelState

if TYPE_CHECKING:
    from reader.desk import Desk

WIDE = 110  # cells from which the panes stand beside the page
NARROW = 70  # cells below which they have none, even if wanted
LOW = 14  # rows below which there is no pane with both scripts, even if wanted
VARIANTS = (Script.TRADITIONAL, Script.TAIWAN, Script.TAIWAN_PHRASES, Script.HONG_KONG)
_PARALLEL_SHARE = 3  # the height of the screen over that of the pane with both scripts
_SHORT_NAMES = {
    Script.SIMPLIFIED: "简",
    Script.TRADITIONAL: "繁",
    Script.TAIWAN: "臺",
    Script.TAIWAN_PHRASES: "臺",
    Script.HONG_KONG: "港",
}
_ALL_HEADINGS_SECONDS = 0.5  # after a document is opened, and without a key, that its other headings wait
_MORE_HEADINGS_SECONDS = 0.02  # from some of them to the next: a long query would hold up the screen
_SELECTED = 60  # characters of what is selected that the margin may show


class Panes(Deciding):
    """The part of the reading screen that has panes."""

    outline = getters.query_one("#outline", Outline)
    outline_bar = getters.query_one("#outline-bar", OutlineBar)
    margin = getters.query_one("#margin", Margin)
    parallel = getters.query_one("#parallel", Parallel)

    def __init__(self, desk: Desk, document: int) -> None:
        super().__init__(desk, document)
        self._variant = Script.TRADITIONAL
        self._outline_wanted: bool | None = None  # None: where there is room
        self._margin_wanted: bool | None = None
        self._parallel_wanted = False
        self._outline_entered = False  # a pane that one works in is there until one leaves it
        self._margin_entered = False
        self._twins: tuple[object, list[TwinLine]] = (None, [])  # of which paragraph in which layout, and its lines

    # Folding

    def action_fold_outline(self) -> None:
        """Shows or hides the outline."""
        self._outline_wanted = not self.outline.display
        self._fold_panes()

    def action_fold_margin(self) -> None:
        """Shows or hides the margin."""
        self._margin_wanted = not self.margin.display
        self._fold_panes()

    def action_fold_parallel(self) -> None:
        """Shows or hides both scripts of the current paragraph."""
        self._parallel_wanted = not self._parallel_wanted
        self._fold_panes()
        if self._parallel_wanted and not self.parallel.display:
            self._tell(_("Too low for both scripts"))

    def _fold_panes(self) -> None:
        width, height = self.app.size
        room = width >= NARROW
        if self.in_margin and not room:
            self._margin_entered = False
            self.set_focus(self.page)
        outline = (width >= WIDE if self._outline_wanted is None else self._outline_wanted) or self._outline_entered
        margin = (width >= WIDE if self._margin_wanted is None else self._margin_wanted) or self._margin_entered
        self.outline.display = outline and room
        self.margin.display = margin and room
        self.parallel.display = self._parallel_wanted and height >= LOW
        self.parallel.styles.height = PAIR * max(1, height // _PARALLEL_SHARE // PAIR)
        if self.page.is_open:
            self.page.show()

    @property
    def in_margin(self) -> bool:
        """Whether the keys are in the annotations."""
        return self.focused is self.margin

    # The outline

    def _open_outline(self) -> None:
        """Shows the headings around the place, and all there are in a rest."""
        self._show_headings()
        self._more_headings_after(_ALL_HEADINGS_SECONDS)

    def _show_headings(self) -> None:
        self.outline.show(self.opened.headings(self.page.at.current))

    def _more_headings_after(self, seconds: float) -> None:
        if not self.outline.has_all and len(self.outline.all_known) < ALL_HEADINGS:
            self.set_timer(seconds, self._show_more_headings)

    def _show_more_headings(self) -> None:
        """When no key has come for a moment. Those of a text that was renewed meanwhile would be mixed with its own."""
        if not self.is_current or monotonic() - self.app.last_key < _ALL_HEADINGS_SECONDS:
            self._more_headings_after(_ALL_HEADINGS_SECONDS)
        elif not self.look_around():
            self.outline.show(self.opened.more_headings(self.outline.all_known))
            self._more_headings_after(_MORE_HEADINGS_SECONDS)

    def action_enter_outline(self) -> None:
        """Into the outline: writing filters it, the arrows move in it, Enter goes there."""
        if self._has_room():
            if not self.outline.all_known:
                self._show_headings()  # asked for before they came behind the text
            self._outline_entered = True
            self._message = ""
            self._fold_panes()
            self.outline_bar.open()

    async def action_in_outline(self, action: str) -> None:
        """What a click on a hint does in the outline."""
        await self.outline_bar.run_action(action)

    @on(OutlineBar.Closed)
    def _leave_outline(self, event: OutlineBar.Closed) -> None:
        if event.chosen is not None:
            self.page.at.go_to(self.outline.headings[event.chosen].paragraph.number)
        self.outline.leave()
        self._outline_entered = False
        self.set_focus(self.page)
        self._fold_panes()

    @on(Outline.Chosen, "#outline")
    def _jump_to_heading(self, event: Outline.Chosen) -> None:
        if self.outline_bar.has_class("open"):
            self.outline_bar.action_choose()
        else:
            self._go(lambda: self.page.at.go_to(self.outline.headings[event.index].paragraph.number))

    # The annotations of the paragraph

    def action_enter_margin(self) -> None:
        """Into the annotations of the paragraph: the arrows select one, every other key is about it."""
        if not self._has_room():
            return
        if not self.opened.marks(self.page.at.current):
            self._tell(_("No annotations in this paragraph; ]: the next"))
            return
        self._margin_entered = True
        self._message = ""
        self.set_focus(self.margin)
        self._fold_panes()
        if self._focused() is None:
            self.margin.action_move_to(0)

    def action_accept(self) -> None:
        """As on the page; in the annotations, one that is decided already gives the keys back to the page."""
        chosen = self._chosen()
        if self.in_margin and chosen is not None and chosen.status is Status.ACCEPTED:
            self._leave_margin()
        else:
            super().action_accept()

    async def action_in_margin(self, action: str) -> None:
        """What a click on a hint does in the annotations."""
        await self.margin.run_action(action)

    @on(Margin.Left)
    def _leave_margin(self) -> None:
        self._margin_entered = False
        self.set_focus(self.page)
        self._fold_panes()

    @on(Margin.Chosen, "#margin")
    def _select_from_margin(self, event: Margin.Chosen) -> None:
        mark = self.margin.mark_at(event.index)
        if mark is not None:
            self._select(mark)

    def _leave_panes(self) -> None:
        if self.outline_bar.has_class("open"):
            self.outline_bar.action_leave()
        if self._margin_entered:
            self._leave_margin()

    def _has_room(self) -> bool:
        if self.app.size.width < NARROW:
            self._tell(_("Too narrow for a pane"))
        return self.app.size.width >= NARROW

    def _show_margin(self) -> None:
        at = self.page.at
        chosen = at.selection
        seen = None if chosen is None else Span(chosen.start, min(chosen.end, chosen.start + _SELECTED))
        self.margin.show(
            MarginState(
                at.current,
                self.opened.marks(at.current),
                self._corrected() or self._focused(),
                "" if seen is None else self.opened.text(seen),
                0 if chosen is None else len(chosen),
                at.script,
                self._decisions,
            )
        )

    # Both scripts

    def _show_parallel(self) -> None:
        at, opened = self.page.at, self.opened
        other = at.script if at.script is not Script.ORIGINAL else self._other_script()
        passage = opened.passage(at.current)
        key = (at.current, at.layout, other)
        if key != self._twins[0]:
            converted = convert(passage.text, other, source=opened.script, dictionary=opened.dictionary)
            views = visible(passage.text), converted.compose(visible(converted.view))
            self._twins = (key, twin_lines(*views, at.measure))
        span = passage.paragraph.span
        chosen = at.selection.intersection(span) if at.selection else None
        self.parallel.show(
            ParallelState(
                self._twins[1],
                None if chosen is None else chosen.shift(-span.start),
                ("原", _SHORT_NAMES[other]),
                self.page.left,
            )
        )

    def _other_script(self) -> Script:
        """The script a document is not in."""
        return self._variant if self.opened.script in (None, Script.SIMPLIFIED) else Script.SIMPLIFIED

    # Going by number

    def action_go_to(self) -> None:
        """Asks for a paragraph or a percentage, and goes there."""

        def go(number: int | None) -> None:
            if number is not None and not self.look_around():
                self._go(lambda: self.page.at.go_to(number))

        self.app.push_screen(GoToScreen(self.page.at.current, self.opened.count), go)
