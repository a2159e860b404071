"""Lays out one paragraph for the page: script view, display form, lines. Pure: text in, offsets out."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.text.cells import character_cells, offset_at, text_cells, wrap
from reader.text.display import visible
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.library.documents import Passage
    from reader.text.aligned import AlignedText
    from reader.text.own_dictionary import UserDictionary
    from reader.text.scripts import Script


@dataclass(frozen=True, slots=True)
class LaidParagraph:
    """A paragraph as it stands on the page.

    `view` maps the paragraph's text to what is shown of it; `starts` are the offsets in the shown text at which
    its lines begin. Spans that go in and out are code points of the document.
    """

    passage: Passage
    view: AlignedText
    starts: tuple[int, ...]

    @property
    def lines(self) -> int:
        """How many lines it takes."""
        return len(self.starts)

    def line(self, index: int) -> Span:
        """What of the shown text stands on a line."""
        end = self.starts[index + 1] if index + 1 < self.lines else len(self.view.view)
        return Span(self.starts[index], end)

    def shown(self, span: Span) -> Span | None:
        """Where a span of the document stands in the shown text; None where no part of it is in this paragraph."""
        here = span.intersection(self.passage.paragraph.span)
        return None if here is None else self.view.to_view(here.shift(-self.passage.paragraph.span.start)).span

    def line_of(self, place: int) -> int:
        """The line on which a code point of the document stands."""
        local = min(max(place - self.passage.paragraph.span.start, 0), len(self.passage.text))
        offset = self.view.to_view(Span(local, local)).span.start
        return max(0, bisect_right(self.starts, offset) - 1)

    def place_of(self, line: int) -> int:
        """The code point of the document with which a line starts."""
        start = self.starts[min(line, self.lines - 1)]
        return self.passage.paragraph.span.start + self.view.to_source(Span(start, start)).span.start

    def character_at(self, line: int, cell: int) -> Span | None:
        """The character of the document shown in a cell of a line (0 where the text begins); None beside the text."""
        where = self.line(line)
        text = where.slice(self.view.view)
        at = offset_at(text, cell)
        if cell < 0 or at >= len(text):
            return None
        return self.source(Span(where.start + at, where.start + at + 1))

    def source(self, shown: Span) -> Span:
        """The span of the document that a span of the shown text stands for."""
        return self.view.to_source(shown).span.shift(self.passage.paragraph.span.start)


def lay_out(
    passage: Passage,
    script: Script,
    width_cells: int,
    *,
    source: Script | None = None,
    dictionary: UserDictionary | None = None,
) -> LaidParagraph:
    """A paragraph in a script, in lines of at most `width_cells` cells; `source` is the script it is in, if known."""
    from reader.text.scripts import convert  # the list of documents lays nothing out

    converted = convert(passage.text, script, source=source, dictionary=dictionary)
    view = converted.compose(visible(converted.view))
    return LaidParagraph(passage, view, tuple(wrap(view.view, width_cells)))


def shorten(text: str, width_cells: int) -> str:
    """The text on one line of at most that many cells, with an ellipsis where it was cut; safe to show."""
    text = visible(text.replace("\n", " ")).view
    if text_cells(text) <= width_cells:
        return text
    kept = []
    left = width_cells - text_cells("…")
    for character in text:
        left -= character_cells(character)
        if left < 0:
            break
        kept.append(character)
    return "".join(kept) + "…" if width_cells > 0 else ""
