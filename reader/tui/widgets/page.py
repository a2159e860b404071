"""The page: the text of a document, one paragraph current, words selected. Laid out only from where one reads."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, ClassVar

from textual.geometry import Offset
from textual.strip import Strip

from reader.text.paragraphs import Kind
from reader.text.scripts import Script
from reader.text.spans import Span
from reader.tui.layout import LaidParagraph, lay_out
from reader.tui.painting import GUTTER, Hue, Palette, paint_line
from reader.tui.scrolling import Row, Scroller
from reader.tui.selecting import Selection
from reader.tui.themes import HUE_CLASSES
from reader.tui.widgets.lines import LineWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rich.style import Style
    from textual import events

    from reader.open_document import OpenDocument

MEASURE = 72  # cells of text in a line, at most
_LAID = 256  # paragraphs whose layout is remembered
_WHEEL = 3  # rows a turn of the wheel moves


class Page(LineWidget, can_focus=True):
    """Shows a document and keeps where one is in it: the current paragraph, and what is selected."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "page--title", "page--heading", "page--dim", "page--body", "page--current", "page--bar",
        "page--number", "page--number-current", "page--selection",
        *HUE_CLASSES,
    }  # fmt: skip

    def __init__(self, on_moved: Callable[[], None], *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        # Called at once and not by a message: what tells of the place is painted in the same frame as the page.
        self._on_moved = on_moved
        self.current = 1
        self.chosen: Selection | None = None
        self.script = Script.ORIGINAL
        self.seen: tuple[int, int] = (1, 1)  # the first and last paragraph whose end stands on the page
        self._pressed: Span | None = None  # the character on which the mouse went down
        self._document: OpenDocument | None = None
        self._hue_by_label: Mapping[str, str] = {}
        self._top = Row(1, 0)
        self._rows: list[Row] = []
        self._laid: OrderedDict[int, LaidParagraph] = OrderedDict()
        self._strips: dict[object, Strip] = {}
        self._palette: Palette | None = None
        self._layout = 0  # grows with every change of script, width or dictionary

    # What the screen asks for

    def open_at(self, document: OpenDocument, place: int, script: Script, hue_by_label: Mapping[str, str]) -> None:
        """Opens a document at a code point."""
        self._document = document
        self._hue_by_label = hue_by_label
        self.script = script
        self.current = document.number_at(place)
        self._forget_layout()
        self._top = Row(self.current, 0)
        self._changed(follow=False)

    @property
    def document(self) -> OpenDocument:
        """The document that is open."""
        if self._document is None:
            raise RuntimeError("no document is open")
        return self._document

    @property
    def is_open(self) -> bool:
        """Whether a document is open."""
        return self._document is not None

    @property
    def place(self) -> int:
        """The code point where one is: of the selection, or of the current paragraph."""
        if self.selection is not None:
            return self.selection.start
        return self.document.passage(self.current).paragraph.span.start

    def set_script(self, script: Script) -> None:
        """Shows another script; the same text stays at the top and the selection stays selected."""

        def change() -> None:
            self.script = script

        self._lay_out_anew(change)
        self._changed(follow=False)

    def refresh_marks(self) -> None:
        """To be called when annotations have changed."""
        self.document.forget_marks()
        self._strips.clear()
        self._changed(follow=False)

    def set_hues(self, hue_by_label: Mapping[str, str]) -> None:
        """Gives the labels their colours."""
        self._hue_by_label = hue_by_label
        self._palette = None
        self._strips.clear()
        self.refresh()

    def move_paragraph(self, steps: int) -> None:
        """Makes the next paragraph current, leaving out page furniture; one longer than the page is paged through."""
        if self._page_through(1 if steps > 0 else -1):
            return
        number = self.current
        while 1 <= (number := number + steps) <= self.document.count:
            if self.document.passage(number).paragraph.kind is not Kind.BOILERPLATE:
                break
        else:
            number = min(max(self.current + steps, 1), self.document.count)
        self.go_to(number)

    def go_to(self, number: int) -> None:
        """Makes a paragraph current and shows it."""
        self.current = min(max(number, 1), self.document.count)
        self.chosen = None
        self._changed()

    def move_page(self, pages: int) -> None:
        """Moves by pages; the first paragraph that begins on the page becomes current."""
        rows = max(1, self.size.height - 2) * abs(pages)
        step = self._scroller.down if pages > 0 else self._scroller.up
        top = step(self._top, rows)
        if pages > 0:  # the last page is full
            last = Row(self.document.count, self._lay(self.document.count).lines - 1)
            top = max(self._top, min(top, self._scroller.up(last, self.size.height - 1)))
        self._turn_to(top, follow=pages)

    def move_to_end(self, *, last: bool) -> None:
        """The first or the last paragraph."""
        self.go_to(self.document.count if last else 1)

    def select(self, span: Span | None) -> None:
        """Selects a span, in whatever paragraph it begins, and shows it; None selects nothing."""
        self._choose(None if span is None else Selection.of(span))

    def move_word(self, steps: int, *, extend: bool = False) -> None:
        """Selects the next or previous word, or grows the selection by it."""
        word = self._next_word(self._edge(steps, extend=extend), steps)
        if word is not None:
            self._take(word, extend=extend)

    def move_character(self, steps: int, *, extend: bool = False) -> None:
        """Selects the next or previous character, or moves the end of the selection by one."""
        if extend and self.chosen is not None:
            self._choose(self.chosen.nudged(steps, self.document.entry.length))
            return
        edge = self._edge(steps, extend=extend)
        start = edge if steps > 0 else edge - 1
        if 0 <= start < self.document.entry.length:
            self._take(Span(start, start + 1), extend=extend)

    def grow_selection(self) -> None:
        """Grows the selection to the next wider unit; where nothing is selected, selects the word one reads."""
        if self.chosen is None:
            self.move_word(1)
            return
        wider = self.document.wider(self.current, self.chosen.span)
        if wider is not None:
            self._choose(self.chosen.grown(wider))

    def shrink_selection(self) -> None:
        """Takes back one step of growing; the last step selects nothing."""
        if self.chosen is not None:
            self._choose(self.chosen.shrunk())

    # Selection

    @property
    def selection(self) -> Span | None:
        """What is selected, in code points of the document."""
        return None if self.chosen is None else self.chosen.span

    def _edge(self, steps: int, *, extend: bool) -> int:
        if self.chosen is not None:
            return self.chosen.edge(steps, extend=extend)
        span = self.document.passage(self.current).paragraph.span
        return span.start if steps > 0 else span.end

    def _take(self, unit: Span, *, extend: bool) -> None:
        extending = extend and self.chosen is not None
        self._choose(self.chosen.extended(unit) if extending and self.chosen else Selection.of(unit))

    def _choose(self, chosen: Selection | None, *, follow: bool = True) -> None:
        self.chosen = chosen
        if chosen is not None:
            self.current = self.document.number_at(chosen.focus.start)
        self._changed(follow=follow)

    def _next_word(self, edge: int, steps: int) -> Span | None:
        number = self.document.number_at(max(0, edge - (steps < 0)))
        while 1 <= number <= self.document.count:
            words = self.document.words(number)
            if steps > 0:
                found = next((word for word in words if word.start >= edge), None)
            else:
                found = next((word for word in reversed(words) if word.end <= edge), None)
            if found is not None:
                return found
            number += 1 if steps > 0 else -1
        return None

    # Scrolling

    @property
    def _scroller(self) -> Scroller:
        return Scroller(self._lay, self.document.count)

    def _page_through(self, direction: int) -> bool:
        """Scrolls within the current paragraph where more of it lies beyond the page; whether it did."""
        rows = max(1, self.size.height - 1)
        first, last = Row(self.current, 0), Row(self.current, self._lay(self.current).lines - 1)
        bottom = self._scroller.down(self._top, self.size.height - 1)
        if direction > 0 and self._top <= last and last > bottom:
            target = min(self._scroller.down(self._top, rows), self._scroller.up(last, self.size.height - 1))
            self._top = max(target, self._scroller.down(self._top))
        elif direction < 0 and first < self._top <= last:
            self._top = max(first, self._scroller.up(self._top, rows))
        else:
            return False
        self._changed(follow=False)
        return True

    def _turn_to(self, top: Row, follow: int) -> None:
        """Puts a row at the top; the current paragraph stays on the page, or becomes one that is."""
        moved = top != self._top
        self._top = top
        rows = self._scroller.rows(top, max(1, self.size.height))
        starting = [row.number for row in rows if row.line == 0] or [top.number]
        if not moved:
            self.current = rows[-1].number if follow > 0 else rows[0].number
        elif not rows[0].number <= self.current <= rows[-1].number or abs(follow) == 1:
            self.current = starting[0]
        self.chosen = None
        self._changed(follow=False)

    def _lay_out_anew(self, change: Callable[[], None] = lambda: None) -> None:
        """Forgets the layout, after a change; what stood at the top still does in the new one."""
        number, line = self._top
        laid = self._lay(number)
        place = laid.place_of(line) if line < laid.lines else None  # else the blank row below it
        change()
        self._forget_layout()
        laid = self._lay(number)
        self._top = Row(number, laid.lines if place is None else laid.line_of(place))

    def _changed(self, *, follow: bool = True) -> None:
        """Brings the page up to date: what is current is on it, and only the lines that differ are painted."""
        if self._document is None or not self.size.height:
            return
        if follow:
            laid = self._lay(self.current)
            if self.selection is not None:
                span = self.selection.intersection(laid.passage.paragraph.span) or laid.passage.paragraph.span
                first = Row(self.current, laid.line_of(span.start))
                last = Row(self.current, laid.line_of(span.end - 1))
            else:
                first, last = Row(self.current, 0), Row(self.current, laid.lines - 1)
            self._top = self._scroller.showing(self._top, self.size.height, first, last)
        rows = self._scroller.rows(self._top, self.size.height)
        ended = [row.number for row in rows if row.line == self._lay(row.number).lines - 1]
        self.seen = (ended[0], ended[-1]) if ended else (self.current, self.current)
        self._rows = rows
        self.repaint()
        self._on_moved()

    # Layout and paint

    @property
    def _measure(self) -> int:
        room = self.size.width - GUTTER
        # A narrower page keeps a cell of air, and an even number of cells, for characters take two.
        return MEASURE if room >= MEASURE else max(8, (room - 1) // 2 * 2)

    @property
    def _left(self) -> int:
        """Empty cells left of the gutter, so that the text stands in the middle of a wide page."""
        return max(0, (self.size.width - GUTTER - self._measure) // 2)

    def _lay(self, number: int) -> LaidParagraph:
        laid = self._laid.get(number)
        if laid is None:
            laid = self._laid[number] = lay_out(
                self.document.passage(number),
                self.script,
                self._measure,
                source=self.document.script,
                dictionary=self.document.dictionary,
            )
            while len(self._laid) > _LAID:
                self._laid.popitem(last=False)
        return laid

    def _forget_layout(self) -> None:
        self._layout += 1
        self._laid.clear()
        self._strips.clear()

    def line_states(self) -> list[object]:
        """Of each row: which line of which paragraph, in which layout, its annotations and what is selected in it."""
        return [
            (row, self._layout, row.number == self.current, self._touched(row), self.document.marks(row.number))
            for row in self._rows
        ]

    def _touched(self, row: Row) -> Span | None:
        """The selection, where it lies in a row's paragraph."""
        selection = self.selection
        if selection is None or not selection.overlaps(self.document.passage(row.number).paragraph.span):
            return None
        return selection

    def render_line(self, y: int) -> Strip:
        """One row; from what `_changed` has prepared, and remembered until something in it differs."""
        if y >= len(self._rows):
            return Strip.blank(self.size.width, self.rich_style)
        row = self._rows[y]
        laid = self._lay(row.number)
        if row.line >= laid.lines:
            return Strip.blank(self.size.width, self.rich_style)
        current, touched = row.number == self.current, self._touched(row)
        key = (row, current, touched)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) > 4 * _LAID:
                self._strips.clear()
            strip = self._strips[key] = paint_line(
                laid,
                row.line,
                self._left + GUTTER + self._measure,
                marks=self.document.marks(row.number),
                selection=touched,
                current=current,
                palette=self._styles(),
                left=self._left,
            ).adjust_cell_length(self.size.width, self.rich_style)
        return strip

    def _styles(self) -> Palette:
        if self._palette is None:
            named = self.get_component_rich_style

            def partial(name: str) -> Style:
                return named(name, partial=True)

            dim = partial("page--dim")
            self._palette = Palette(
                page=self.rich_style,
                kinds={
                    Kind.TITLE: partial("page--title"),
                    Kind.HEADING: partial("page--heading"),
                    Kind.BYLINE: dim,
                    Kind.BODY: partial("page--body"),
                    Kind.CAPTION: dim,
                    Kind.BOILERPLATE: dim,
                },
                current=named("page--current"),
                bar=partial("page--bar"),
                number=partial("page--number"),
                number_current=partial("page--number-current"),
                selection=named("page--selection"),
                hues={
                    label: Hue(partial(f"ink-{hue}"), partial(f"tint-{hue}"))
                    for label, hue in self._hue_by_label.items()
                },
            )
        return self._palette

    def notify_style_update(self) -> None:
        """Another theme: everything is painted anew."""
        super().notify_style_update()
        self._palette = None
        self._strips.clear()

    def on_resize(self, event: events.Resize) -> None:
        """Lays out for the new width; the same text stays at the top."""
        if self._document is None:
            return
        self._lay_out_anew()
        self._changed(follow=event.size.height > 0)

    # Mouse

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves rows, not paragraphs."""
        event.stop()
        last = Row(self.document.count, self._lay(self.document.count).lines - 1)
        limit = max(self._top, self._scroller.up(last, self.size.height - 1))
        self._scroll_rows(min(limit, self._scroller.down(self._top, _WHEEL)))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves rows, not paragraphs."""
        event.stop()
        self._scroll_rows(self._scroller.up(self._top, _WHEEL))

    def _scroll_rows(self, top: Row) -> None:
        if top != self._top:
            self._top = top
            rows = self._scroller.rows(top, max(1, self.size.height))
            if not rows[0].number <= self.current <= rows[-1].number:
                self.current = next((row.number for row in rows if row.line == 0), top.number)
            self._changed(follow=False)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A press makes a paragraph current and begins a selection."""
        at = event.get_content_offset(self)
        if event.button != 1 or at is None or at.y >= len(self._rows):
            return
        event.stop()
        self.current = self._rows[at.y].number
        self._pressed = self._character_at(at)
        self.capture_mouse()
        self._choose(None, follow=False)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Dragging selects from the first character to this one, both whole."""
        if self.app.mouse_captured is not self or self._pressed is None:
            return
        event.stop()
        at = event.get_content_offset_capture(self)
        character = self._character_at(Offset(at.x, min(max(at.y, 0), len(self._rows) - 1)))
        if character is not None and (self.chosen is not None or character != self._pressed):
            self._choose(Selection.of(self._pressed).extended(character), follow=False)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Ends a selection."""
        if self.app.mouse_captured is self:
            event.stop()
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """A double click selects the word under it, a triple click the sentence."""
        event.prevent_default()
        event.stop()
        at = event.get_content_offset(self)
        if event.chain < 2 or at is None or at.y >= len(self._rows):
            return
        character = self._character_at(at)
        if character is None:
            return
        number = self._rows[at.y].number
        if event.chain == 2:
            words = self.document.words(number)
            self.select(next((word for word in words if word.contains(character)), character))
        else:
            self.select(self.document.sentence(number, character))

    def _character_at(self, at: Offset) -> Span | None:
        row = self._rows[at.y]
        laid = self._lay(row.number)
        if row.line >= laid.lines:
            return None
        return laid.character_at(row.line, at.x - self._left - GUTTER)
