"""The page: paints a place in a document, line by line, and takes the mouse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from reader.text.paragraphs import Kind
from reader.tui.painting import GUTTER, Hue, Palette, paint_line
from reader.tui.themes import HUE_CLASSES
from reader.tui.widgets.lines import LineWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rich.style import Style
    from textual import events

    from reader.text.spans import Span
    from reader.tui.place import Place
    from reader.tui.scrolling import Row

MEASURE = 72  # cells of text in a line, at most
_STRIPS = 1024  # painted lines that are remembered
_AIR = 2  # cells that stay empty right of the text at least
_WHEEL = 3  # rows a turn of the wheel moves


class Page(LineWidget, can_focus=True):
    """Shows a document where one is in it."""

    @dataclass
    class Selected(Message):
        """Something was selected with the mouse, and the button let go."""

        page: Page

        @property
        def control(self) -> Page:
            """The page."""
            return self.page

    @dataclass
    class Left(Message):
        """The mouse went elsewhere from a passage that had been selected by keyboard."""

        page: Page
        span: Span

        @property
        def control(self) -> Page:
            """The page."""
            return self.page

    @dataclass
    class Clicked(Message):
        """A character was clicked once; with the right button, `menu` is where on the screen a menu may open."""

        page: Page
        character: Span
        menu: Offset | None = None

        @property
        def control(self) -> Page:
            """The page."""
            return self.page

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "page--title", "page--heading", "page--dim", "page--body", "page--current", "page--bar",
        "page--number", "page--number-current", "page--selection", "page--found",
        *HUE_CLASSES,
    }  # fmt: skip

    def __init__(
        self,
        on_moved: Callable[[], None],
        measure: int = MEASURE,
        *,
        id: str | None = None,  # noqa: A002 - textual's name
    ) -> None:
        super().__init__(id=id)
        self._measure = measure
        # Called at once and not by a message: what tells of the place is painted in the same frame as the page.
        self._on_moved = on_moved
        self._at: Place | None = None
        self._pressed: Span | None = None  # the character on which the mouse went down
        self._hue_by_label: Mapping[str, str] = {}
        self._rows: list[Row] = []
        self._strips: dict[object, Strip] = {}
        self._palette: Palette | None = None

    def open_at(self, place: Place, hue_by_label: Mapping[str, str]) -> None:
        """Shows a place; labels have the colours of these hues."""
        self._at = place
        self._hue_by_label = hue_by_label
        self._palette = None
        self._fit()

    def set_hues(self, hue_by_label: Mapping[str, str]) -> None:
        """Gives the labels their colours."""
        if hue_by_label != self._hue_by_label:
            self._hue_by_label = hue_by_label
            self._palette = None
            self._strips.clear()

    @property
    def at(self) -> Place:
        """Where one is; whoever moves it calls `show` then."""
        if self._at is None:
            raise RuntimeError("no document is open")
        return self._at

    @property
    def is_open(self) -> bool:
        """Whether a document is open."""
        return self._at is not None

    def show(self) -> None:
        """Brings the page up to date with the place; only the lines that differ are painted."""
        if self.size.height:
            self._rows = self.at.rows
            self.repaint()
            self._on_moved()

    def refresh_marks(self) -> None:
        """To be called when annotations have changed."""
        self.at.document.forget_marks()
        self._strips.clear()
        self.show()

    def _fit(self) -> None:
        """Lays out for the size of the widget."""
        room = self.size.width - GUTTER
        # A narrower page keeps some air on its right, and an even number of cells, for characters take two.
        measure = self._measure if room >= self._measure + _AIR else max(8, (room - _AIR) // 2 * 2)
        self.at.set_page(measure, self.size.height)
        self.show()

    @property
    def left(self) -> int:
        """Empty cells left of the gutter, so that the text stands in the middle of a wide page."""
        return max(0, (self.size.width - GUTTER - self.at.measure) // 2)

    # Paint

    def line_states(self) -> list[object]:
        """Of each row: which line of which paragraph, in which layout, its annotations and what is selected in it."""
        at = self.at
        return [
            (row, at.layout, row.number == at.current, self._touched(row), at.query, at.document.marks(row.number))
            for row in self._rows
        ]

    def _touched(self, row: Row) -> Span | None:
        """The selection, where it lies in a row's paragraph."""
        selection = self.at.selection
        paragraph = self.at.document.passage(row.number).paragraph.span
        return selection if selection is not None and selection.overlaps(paragraph) else None

    def render_line(self, y: int) -> Strip:
        """One row; remembered until something in it differs."""
        if y >= len(self._rows):
            return Strip.blank(self.size.width, self.rich_style)
        row = self._rows[y]
        laid = self.at.laid(row.number)
        if row.line >= laid.lines:
            return Strip.blank(self.size.width, self.rich_style)
        key = (row, self.at.layout, row.number == self.at.current, self._touched(row), self.at.query, self.size.width)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) >= _STRIPS:
                self._strips.clear()
            strip = self._strips[key] = paint_line(
                laid,
                row.line,
                self.left + GUTTER + self.at.measure,
                marks=self.at.document.marks(row.number),
                selection=self._touched(row),
                found=self.at.document.found(row.number, self.at.query),
                current=row.number == self.at.current,
                palette=self._styles(),
                left=self.left,
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
                found=partial("page--found"),
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

    def on_resize(self) -> None:
        """Lays out for the new size."""
        if self.is_open:
            self._fit()

    # Mouse

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves rows, not paragraphs."""
        event.stop()
        self.at.scroll(_WHEEL)
        self.show()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves rows, not paragraphs."""
        event.stop()
        self.at.scroll(-_WHEEL)
        self.show()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A press makes a paragraph current and begins a selection."""
        where = event.get_content_offset(self)
        if event.button != 1 or where is None or where.y >= len(self._rows):
            return
        event.stop()
        self._pressed = self._character_at(where)
        self.capture_mouse()
        if event.shift and self._pressed is not None:
            self.at.extend_to(self._pressed)
        else:
            if self.at.chosen is not None and self.at.chosen.is_made:
                self.post_message(self.Left(self, self.at.chosen.span))
            self.at.press(self._rows[where.y].number)
        self.show()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Dragging selects from the first character to this one, both whole."""
        if self.app.mouse_captured is not self or self._pressed is None:
            return
        event.stop()
        where = event.get_content_offset_capture(self)
        character = self._character_at(Offset(where.x, min(max(where.y, 0), len(self._rows) - 1)))
        if character is not None and (self.at.selection is not None or character != self._pressed):
            self.at.drag(self._pressed, character)
            self.show()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Ends a selection; punctuation that it only grabbed is left out."""
        if self.app.mouse_captured is self:
            event.stop()
            self.release_mouse()
            if self.at.selection is not None:
                self.at.drop_punctuation()
                self.at.settle()
                self.show()
                self.post_message(self.Selected(self))

    def on_click(self, event: events.Click) -> None:
        """A click reports the character under it, a double click selects the word, a triple click the sentence."""
        event.prevent_default()
        event.stop()
        where = event.get_content_offset(self)
        if where is None or where.y >= len(self._rows):
            return
        character = self._character_at(where)
        if character is None:
            return
        if event.button == 3:
            self.at.point_at(self._rows[where.y].number, character)
            self.show()
            self.post_message(self.Clicked(self, character, event.screen_offset))
            return
        if event.chain < 2:
            if self.at.selection is None:
                self.post_message(self.Clicked(self, character))
            return
        number = self._rows[where.y].number
        if event.chain == 2:
            words = self.at.document.words(number)
            self.at.select(next((word for word in words if word.contains(character)), character))
        else:
            self.at.select(self.at.document.sentence(number, character))
        self.show()
        self.post_message(self.Selected(self))

    def _character_at(self, where: Offset) -> Span | None:
        row = self._rows[where.y]
        laid = self.at.laid(row.number)
        return laid.character_at(row.line, where.x - self.left - GUTTER) if row.line < laid.lines else None
