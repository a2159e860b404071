from __future__ import annotations

from typing import TYPE_CHECKING

from reader.open_document import OpenDocument
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.desk import Desk


class LateCutter:
    """Cuts nothing until it is ready, then the whole text is one word."""

    ready = False

    def steps(self) -> Iterator[float]:
        self.ready = True
        yield 1.0

    def words(self, text: str) -> list[Span]:
        return [Span(0, len(text))]


def test_words_cut_before_the_dictionary_was_there_are_cut_anew(desk: Desk, add: Callable[..., int]) -> None:
    cutter = LateCutter()
    opened = OpenDocument(desk, add("楼道冻裂"), cutter)
    assert opened.words(1) == [Span(0, 1), Span(1, 2), Span(2, 3), Span(3, 4)]
    list(cutter.steps())
    assert opened.words(1) == [Span(0, 4)]
