"""One document as someone reads it: its paragraphs, annotations and words, a window at a time.

Nothing here grows with the document: whatever is asked for is read from the library in blocks around it, and only
the last few blocks are kept.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from typing import TYPE_CHECKING, Protocol, TypeVar

from reader.annotations.model import Annotation, Status
from reader.library.documents import RemovedError
from reader.library.search import occurrences
from reader.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.desk import Desk
    from reader.library.documents import Passage
    from reader.text.own_dictionary import UserDictionary
from reader.text.scripts import Script, ScriptGuess, script_of
from reader.text.sentences import clauses, enclosing, quoted, sentences
from reader.text.spans import Span
from reader.text.trimming import trimmed
from reader.text.words import simple_words

BLOCK = 32  # paragraphs read at once
HEADINGS = 1000  # known before and behind a place at first, and more at a time: as many as are quickly found
ALL_HEADINGS = 50_000  # known at most
KEPT = 8  # blocks remembered
_SHOWN = (Status.ACCEPTED, Status.SUGGESTED)

Value = TypeVar("Value")


class WordCutter(Protocol):
    """What cuts a text into words; spans in code points of it, in order, covering it."""

    @property
    def ready(self) -> bool:
        """Whether `words` answers at once."""

    def steps(self) -> Iterator[float]:
        """Gets ready in steps of a few milliseconds; yields the share that is done."""

    def words(self, text: str) -> list[Span]:
        """The words of a text."""


class Headings:
    """Titles and headings, in order, around a place in a document; their texts are read when they are looked at."""

    def __init__(
        self, numbers: Sequence[int], read: Callable[[Sequence[int]], list[Passage]], *, begins: bool, ends: bool
    ) -> None:
        """`numbers` are those of the paragraphs. `begins`: there is none before them in the document; `ends`: after."""
        self.numbers = numbers
        self._read = read
        self.begins, self.ends = begins, ends
        self._blocks: OrderedDict[int, list[Passage]] = OrderedDict()

    @classmethod
    def none(cls) -> Headings:
        """Those of a document that has none."""
        return cls((), lambda _numbers: [], begins=True, ends=True)

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, index: int) -> Passage:
        block, place = divmod(index, BLOCK)
        return _kept(self._blocks, block, lambda block: self._read(self.numbers[block * BLOCK :][:BLOCK]))[place]

    def over(self, number: int) -> int:
        """The index of the heading under which a paragraph stands; -1 where that is above all of them."""
        return bisect_right(self.numbers, number) - 1

    @property
    def whole(self) -> bool:
        """Whether these are all that the document has."""
        return self.begins and self.ends

    def reaches(self, number: int) -> bool:
        """Whether these are all headings around a paragraph."""
        return (self.begins or self.numbers[0] <= number) and (self.ends or number < self.numbers[-1])

    def only(self, numbers: Sequence[int]) -> Headings:
        """Some of them."""
        return Headings(numbers, self._read, begins=self.begins, ends=self.ends)


class OpenDocument:
    """A document on the desk. Numbers are paragraph numbers, spans code points of the document's text."""

    def __init__(self, desk: Desk, document: int, words: WordCutter, dictionary: UserDictionary | None = None) -> None:
        """Raises RemovedError where there is no document of that id."""
        self.desk = desk
        try:
            self.entry = desk.library.documents.entry(document)
        except KeyError:
            raise RemovedError from None
        self.dictionary = dictionary
        self._words = words
        self._passages: OrderedDict[int, dict[int, Passage]] = OrderedDict()
        self._marks: OrderedDict[int, list[Annotation]] = OrderedDict()  # by block
        self._marks_of: OrderedDict[int, list[Annotation]] = OrderedDict()  # by paragraph
        self._cut: OrderedDict[int, list[Span]] = OrderedDict()

    @property
    def script(self) -> Script | None:
        """The script the text is in, where it is clearly one, with its regional standard where that can be told."""
        return script_of(ScriptGuess(self.entry.script, 0.0, 0.0, self.entry.variant))

    @property
    def count(self) -> int:
        """How many paragraphs there are."""
        return self.entry.paragraphs

    def passage(self, number: int) -> Passage:
        """A paragraph with its text; KeyError outside 1 … count."""
        block = _kept(self._passages, (number - 1) // BLOCK, self._read_block)
        return block[number]

    def headings(self, number: int, limit: int = HEADINGS) -> Headings:
        """The titles and headings around a paragraph: at most `limit` before it, and as many from it on."""
        documents, document = self.desk.library.documents, self.entry.id
        before, after = documents.heading_numbers(document, number, limit)
        return Headings(
            [*before, *after],
            lambda numbers: documents.passages_at(document, numbers),
            begins=len(before) < limit,
            ends=len(after) < limit,
        )

    def more_headings(self, known: Headings, limit: int = HEADINGS) -> Headings:
        """The same, at least one of them, with at most `limit` more before the first and behind the last."""
        documents, document = self.desk.library.documents, self.entry.id
        before = [] if known.begins else documents.heading_numbers(document, known.numbers[0], limit)[0]
        after = [] if known.ends else documents.heading_numbers(document, known.numbers[-1] + 1, limit)[1]
        return Headings(
            [*before, *known.numbers, *after],
            lambda numbers: documents.passages_at(document, numbers),
            begins=len(before) < limit,
            ends=len(after) < limit,
        )

    def marks(self, number: int) -> list[Annotation]:
        """The accepted and suggested annotations that touch a paragraph, by start, longest first."""
        return _kept(self._marks_of, number, self._marks_in, KEPT * BLOCK)

    def found(self, number: int, query: str) -> list[Span]:
        """Where a paragraph holds what is looked for, in either script and width."""
        passage = self.passage(number)
        start = passage.paragraph.span.start
        return [span.shift(start) for span in occurrences(passage.text, fold(query).view)] if query else []

    def words(self, number: int) -> list[Span]:
        """The words of a paragraph that hold a letter, a digit or a Chinese character.

        Until the word cutter is ready, each Chinese character by itself; that is not remembered.
        """
        if not self._words.ready:
            return self._cut_words(number, simple_words)
        return _kept(self._cut, number, lambda number: self._cut_words(number, self._words.words))

    def wider(self, number: int, span: Span, *, trim: bool = True) -> Span | None:
        """The next wider unit around a span: quoted name, clause, sentence, paragraph, section, document.

        None beyond that. With `trim`, a clause comes without the comma behind it.
        """
        passage = self.passage(number)
        start = passage.paragraph.span.start
        if passage.paragraph.span.contains(span) and passage.paragraph.span != span:
            text = passage.text
            parts = [trimmed(text, clause) if trim else clause for clause in clauses(text)]
            units = [unit.shift(start) for found in (quoted(text), parts, sentences(text)) for unit in found]
            return enclosing([*units, *self.words(number), passage.paragraph.span], span)
        section = self.desk.library.documents.section(self.entry.id, number)
        whole = self.passage(1).paragraph.span.hull(self.passage(self.count).paragraph.span)
        return enclosing([section, whole], span)

    def trimmed(self, span: Span) -> Span:
        """The span without the punctuation at its ends that it only grabbed."""
        return trimmed(self.text(span), Span(0, len(span))).shift(span.start)

    def sentence(self, number: int, span: Span) -> Span:
        """The sentence of a paragraph in which a span stands; the paragraph where it stands in several."""
        passage = self.passage(number)
        start = passage.paragraph.span.start
        found = (sentence.shift(start) for sentence in sentences(passage.text))
        return next((sentence for sentence in found if sentence.contains(span)), passage.paragraph.span)

    def number_at(self, place: int) -> int:
        """The number of the paragraph at a code point."""
        return self.desk.library.documents.paragraph_at(self.entry.id, place).number

    def text(self, span: Span) -> str:
        """What a span names."""
        return self.desk.library.documents.text(self.entry.id, span)

    def forget_marks(self) -> None:
        """To be called when annotations have changed: they are read anew when asked for."""
        self._marks.clear()
        self._marks_of.clear()

    def _read_block(self, block: int) -> dict[int, Passage]:
        passages = self.desk.library.documents.passages(self.entry.id, block * BLOCK + 1, BLOCK)
        return {passage.paragraph.number: passage for passage in passages}

    def _read_marks(self, block: int) -> list[Annotation]:
        passages = list(_kept(self._passages, block, self._read_block).values())
        hull = passages[0].paragraph.span.hull(passages[-1].paragraph.span)
        return self.desk.library.annotations.touching(self.entry.id, hull, _SHOWN)

    def _marks_in(self, number: int) -> list[Annotation]:
        span = self.passage(number).paragraph.span
        block = _kept(self._marks, (number - 1) // BLOCK, self._read_marks)
        return [mark for mark in block if mark.span.overlaps(span)]

    def _cut_words(self, number: int, cut: Callable[[str], list[Span]]) -> list[Span]:
        passage = self.passage(number)
        start = passage.paragraph.span.start
        return [
            span.shift(start)
            for span in cut(passage.text)
            if any(character.isalnum() for character in span.slice(passage.text))
        ]


def _kept(cache: OrderedDict[int, Value], key: int, read: Callable[[int], Value], most: int = KEPT) -> Value:
    """The value of a key, read if it is not there; the oldest are dropped."""
    if key not in cache:
        cache[key] = read(key)
        while len(cache) > most:
            cache.popitem(last=False)
    cache.move_to_end(key)
    return cache[key]
