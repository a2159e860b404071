"""Where one is in a document on a page: the current paragraph, the selection, the row at the top. No widget, no paint.

Only what stands on the page, and what one moves over, is ever laid out.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.text.paragraphs import Kind
from reader.text.scripts import Script
from reader.text.spans import Span
from reader.tui.layout import LaidParagraph, lay_out
from reader.tui.scrolling import Row, Scroller
from reader.tui.selecting import Selection

if TYPE_CHECKING:
    from reader.open_document import OpenDocument

_AROUND = 2  # lines that are shown before and after a selection, for what it says there
_LAID = 256  # paragraphs whose layout is remembered


class Place:
    """A place in a document, on a page of `height` rows whose lines have `measure` cells.

    Every method that moves leaves `current` a paragraph of the document, `selection` a span of it or None, and the
    place on the page.
    """

    def __init__(
        self, document: OpenDocument, offset: int = 0, script: Script = Script.ORIGINAL, *, trim: bool = True
    ) -> None:
        self.document = document
        self.trim = trim  # whether punctuation that a selection only grabbed is left out
        self.script = script
        self.measure = 72
        self.height = 1
        self.current = document.number_at(offset)
        self.chosen: Selection | None = None
        self.query = ""  # what is looked for, and shown wherever it stands
        self.layout = 0  # grows with every change of script or measure
        self._top = Row(self.current, 0)
        self._laid: OrderedDict[int, LaidParagraph] = OrderedDict()
        self._scroller = Scroller(self.laid, document.count)

    @property
    def selection(self) -> Span | None:
        """What is selected, in code points of the document."""
        return None if self.chosen is None else self.chosen.span

    @property
    def offset(self) -> int:
        """The code point where one is: of the selection, or of the current paragraph."""
        return self.selection.start if self.selection else self._paragraph.start

    @property
    def target(self) -> Span:
        """What a command is about: the selection, or the current paragraph where nothing is selected."""
        return self.selection or self._paragraph

    @property
    def rows(self) -> list[Row]:
        """The rows on the page, from the top."""
        return self._scroller.rows(self._top, self.height)

    @property
    def seen(self) -> tuple[int, int]:
        """The first and the last paragraph whose end stands on the page."""
        ended = [row.number for row in self.rows if row.line == self.laid(row.number).lines - 1]
        return (ended[0], ended[-1]) if ended else (self.current, self.current)

    def laid(self, number: int) -> LaidParagraph:
        """A paragraph as it stands on the page."""
        laid = self._laid.get(number)
        if laid is None:
            laid = self._laid[number] = lay_out(
                self.document.passage(number),
                self.script,
                self.measure,
                source=self.document.script,
                dictionary=self.document.dictionary,
            )
            while len(self._laid) > _LAID:
                self._laid.popitem(last=False)
        return laid

    # The page

    def set_page(self, measure: int, height: int) -> None:
        """Takes another size; the same text stays at the top, or the place where it would leave the page."""
        if measure != self.measure:
            was_seen = self._is_seen()
            self._lay_out_anew(self.script, measure)
            if was_seen and not self._is_seen():
                self._follow()
        if height != self.height:
            self.height = max(1, height)
            self._follow()

    def set_script(self, script: Script) -> None:
        """Shows another script; where one is stays on its row of the page, and the selection stays selected."""
        place = self.offset
        at = Row(self.current, self.laid(self.current).line_of(place))
        rows = self.rows
        self._lay_out_anew(script, self.measure)
        if at in rows:
            self._top = self._scroller.up(Row(self.current, self.laid(self.current).line_of(place)), rows.index(at))

    def scroll(self, rows: int) -> None:
        """Moves the page by rows, not beyond its ends; the current paragraph changes only where it leaves the page."""
        self._top = self._scrolled(rows)
        on_page = self.rows
        if not on_page[0].number <= self.current <= on_page[-1].number:
            self.current = next((row.number for row in on_page if row.line == 0), on_page[0].number)

    def move_page(self, pages: int) -> None:
        """Moves by pages, with two rows in common; the first paragraph that begins on the page becomes current."""
        top = self._scrolled(pages * max(1, self.height - 2))
        if top == self._top:
            self.go_to(self.document.count if pages > 0 else 1)
            return
        self._top = top
        self.chosen = None
        self.current = next((row.number for row in self.rows if row.line == 0), top.number)

    # Paragraphs

    def move_paragraph(self, steps: int) -> None:
        """Makes the next paragraph current, leaving out page furniture; one longer than the page is paged through."""
        if not self._page_through(forward=steps > 0):
            self.next_paragraph(steps)

    def next_paragraph(self, steps: int = 1) -> None:
        """Makes the next paragraph current, leaving out page furniture."""
        number = self.current
        while 1 <= (number := number + steps) <= self.document.count:
            if self.document.passage(number).paragraph.kind is not Kind.BOILERPLATE:
                self.go_to(number)
                return
        self.go_to(self.current + steps)

    def go_to(self, number: int) -> None:
        """Makes a paragraph current, the first or the last for anything beyond."""
        self.current = min(max(number, 1), self.document.count)
        self.chosen = None
        self._follow()

    def press(self, number: int) -> None:
        """Makes a paragraph on the page current without moving the page; nothing is selected."""
        self.current = number
        self.chosen = None

    # Selection

    def select(self, span: Span | None) -> None:
        """Selects a span and shows it, or what of it lies in the current paragraph; None selects nothing."""
        chosen = None if span is None else Selection.of(span)
        if chosen is not None and chosen.span.overlaps(self._paragraph):
            self.chosen = chosen
            self._follow()
        else:
            self._choose(chosen)

    def settle(self) -> None:
        """What is selected has been dealt with: it is no more than what one came to."""
        if self.chosen is not None:
            self.chosen = replace(self.chosen, is_made=False)

    def point_at(self, number: int, character: Span) -> None:
        """Makes a paragraph current without moving the page; what is selected stays so where it holds the character."""
        if self.selection is None or not self.selection.contains(character):
            self.press(number)

    def drag(self, start: Span, end: Span) -> None:
        """Selects from one character to another, both whole, without moving the page."""
        self.chosen = Selection.of(start).extended(end)
        self.current = self.document.number_at(end.start)

    def move_word(self, steps: int, *, extend: bool = False) -> None:
        """Selects the next or previous word, or grows the selection by it."""
        word = self._next_word(self._edge(steps, extend=extend), steps)
        if word is not None:
            self._take(word, extend=extend)

    def move_character(self, steps: int) -> None:
        """Selects the next or previous character."""
        edge = self._edge(steps, extend=False)
        start = edge if steps > 0 else edge - 1
        if 0 <= start < self.document.entry.length:
            self._take(Span(start, start + 1), extend=False)

    def move_edge(self, steps: int, *, start: bool) -> None:
        """Moves one end of the selection by characters; where nothing is selected, selects a character."""
        if self.chosen is None:
            self.move_character(steps)
        elif start:
            self._choose(self.chosen.with_start(self.chosen.span.start + steps))
        else:
            self._choose(self.chosen.with_end(self.chosen.span.end + steps, self.document.entry.length))

    def extend_paragraph(self, steps: int) -> None:
        """Selects the current paragraph whole, then more of them: the selection's moving end goes on or back by one."""
        if self.chosen is None:
            self._choose(Selection.of(self._paragraph, is_made=True))
            return
        span, forward = self.chosen.span, self.chosen.focus.end == self.chosen.span.end
        first, last = self.document.number_at(span.start), self.document.number_at(span.end - 1)
        anchor, focus = (first, last) if forward else (last, first)
        whole = self._paragraph_of(anchor).hull(self._paragraph_of(focus))
        if whole == span:
            focus = min(max(focus + steps, 1), self.document.count)
        self._choose(Selection.of(self._paragraph_of(anchor)).extended(self._paragraph_of(focus)))

    def extend_to(self, unit: Span) -> None:
        """Selects from where the selection began, or from the current paragraph's start, to a unit, without moving the page."""
        start = self.chosen.anchor if self.chosen else Span(self._paragraph.start, self._paragraph.start + 1)
        self.chosen = Selection.of(start).extended(unit)
        self.current = self.document.number_at(unit.start)

    def drop_punctuation(self) -> None:
        """Leaves out the marks at the ends of the selection that it only grabbed, where that is wanted."""
        if self.trim and self.chosen is not None:
            kept = self.document.trimmed(self.chosen.span)
            if kept != self.chosen.span:
                self.chosen = self.chosen.with_start(kept.start).with_end(kept.end, self.document.entry.length)

    def grow(self) -> None:
        """Grows the selection to the next wider unit; where nothing is selected, selects the first word."""
        if self.chosen is None:
            self.move_word(1)
            return
        wider = self.document.wider(self.current, self.chosen.span, trim=self.trim)
        if wider is not None:
            self.chosen = self.chosen.grown(wider)
            self._follow()

    def shrink(self) -> None:
        """Takes back one step of growing; the last step selects nothing."""
        if self.chosen is None:
            return
        shrunk = self.chosen.shrunk()
        if shrunk is not None and shrunk.span.overlaps(self._paragraph):
            self.chosen = shrunk
            self._follow()
        else:
            self._choose(shrunk)

    @property
    def _paragraph(self) -> Span:
        return self._paragraph_of(self.current)

    def _paragraph_of(self, number: int) -> Span:
        return self.document.passage(number).paragraph.span

    def _edge(self, steps: int, *, extend: bool) -> int:
        if self.chosen is not None:
            return self.chosen.edge(steps, extend=extend)
        return self._paragraph.start if steps > 0 else self._paragraph.end

    def _take(self, unit: Span, *, extend: bool) -> None:
        self._choose(self.chosen.extended(unit) if extend and self.chosen else Selection.of(unit))

    def _choose(self, chosen: Selection | None) -> None:
        self.chosen = chosen
        if chosen is not None:
            self.current = self.document.number_at(chosen.focus.start)
        self._follow()

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

    # Rows

    def _scrolled(self, rows: int) -> Row:
        """The top so many rows further on or back; the last page stays full."""
        if rows <= 0:
            return self._scroller.up(self._top, -rows)
        return max(self._top, min(self._scroller.down(self._top, rows), self._last_top()))

    def _last_top(self) -> Row:
        last = Row(self.document.count, self.laid(self.document.count).lines - 1)
        return self._scroller.up(last, self.height - 1)

    def _page_through(self, *, forward: bool) -> bool:
        """Scrolls within the current paragraph where more of it lies beyond the page; whether it did."""
        rows = max(1, self.height - 1)
        first, last = Row(self.current, 0), Row(self.current, self.laid(self.current).lines - 1)
        if forward and self._top <= last and last > self._scroller.down(self._top, self.height - 1):
            target = min(self._scroller.down(self._top, rows), self._scroller.up(last, self.height - 1))
            self._top = max(target, self._scroller.down(self._top))
        elif not forward and first < self._top <= last:
            self._top = max(first, self._scroller.up(self._top, rows))
        else:
            return False
        self.chosen = None
        return True

    def _is_seen(self) -> bool:
        """Whether the place stands on the page: where the selection begins, or any line of the paragraph."""
        if self.selection is None:
            return any(row.number == self.current for row in self.rows)
        return Row(self.current, self.laid(self.current).line_of(self.selection.start)) in self.rows

    def _follow(self) -> None:
        """Scrolls as little as shows the current paragraph; of one longer than the page, the selection and what is around."""
        laid = self.laid(self.current)
        first, last = 0, laid.lines - 1
        span = self.selection.intersection(self._paragraph) if self.selection else None
        if laid.lines > self.height and span is not None:
            around = min(_AROUND, self.height // 6)
            first = max(0, laid.line_of(span.start) - around)
            last = min(last, laid.line_of(span.end - 1) + around)
            if last - first >= self.height:
                first, last = laid.line_of(span.start), laid.line_of(span.end - 1)
        self._top = self._scroller.showing(self._top, self.height, Row(self.current, first), Row(self.current, last))

    def _lay_out_anew(self, script: Script, measure: int) -> None:
        number, line = self._top
        laid = self.laid(number)
        offset = laid.place_of(line) if line < laid.lines else None  # else the blank row below it
        self.script, self.measure = script, measure
        self.layout += 1
        self._laid.clear()
        laid = self.laid(number)
        self._top = Row(number, laid.lines if offset is None else laid.line_of(offset))
