"""Owns how a text falls into words: jieba's dictionary and model on the simplified view, in source offsets.

jieba's own loading is not used: it keeps a cache that it unmarshals from the shared temporary directory,
where anyone could put one, and holds the interpreter while it does. frequencies.py reads its dictionary here.
"""

from __future__ import annotations

import logging
import re
import sys
import warnings
from importlib import import_module
from importlib.util import find_spec
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from reader.errors import UsageError
from reader.text.automaton import automaton
from reader.text.frequencies import Frequencies, dictionary_path
from reader.text.simplifying import simplify
from reader.text.simplifying import steps as simplifying_steps
from reader.text.spans import Span
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from pathlib import Path
    from types import ModuleType

    from reader.text.automaton import Find
    from reader.text.own_dictionary import UserDictionary

# The characters that jieba takes together, to guess at words in them. Its guessing costs the square of their number.
_TAKEN_TOGETHER = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%\-]+")
_LONGEST_RUN = 1000

_Word = TypeVar("_Word")


def simple_words(text: str) -> list[Span]:
    """The words that show without a dictionary, covering the text: each Han character, runs of the rest.

    For a screen whose `Segmenter` is not ready yet.
    """
    return [Span(*found.span()) for found in _RUNS.finditer(text)]


_RUNS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]|[^\W\u3400-\U0003ffff]+|\s|.", re.DOTALL)


class Segmenter:
    """Cuts texts into words, in whatever script they are; build it once and pass it on.

    `own_words` are never cut; where two overlap, the first, and of two that start together the longer. Loading
    takes a tenth of a second: a screen runs `steps` in a worker and uses `simple_words` until `ready`; anyone
    else just calls `words`. `fast` uses rjieba where that is installed: it cuts many times as fast and all but
    always the same, but loads in one step that holds the interpreter, so it is for batches.
    """

    def __init__(
        self, own_words: Iterable[str] = (), *, dictionary: UserDictionary | None = None, fast: bool = False
    ) -> None:
        self._own_words = tuple(own_words)
        self._dictionary = dictionary
        self._cut: Callable[[str], Iterable[str]] | None = None
        self._fast = fast

    @property
    def ready(self) -> bool:
        """Whether `words` answers at once."""
        return self._cut is not None

    def words(self, text: str) -> list[Span]:
        """The words of the text, in order and without a gap; white space and punctuation are words, too.

        Words are found in the simplified view, so a traditional text is cut as its simplified twin is. A
        word that would end inside a unit of that view takes the whole unit.
        """
        cut = self._cut or self.load()
        simplified = simplify(text, self._dictionary)
        ends = list(accumulate(map(len, cut(simplified.view))))
        if simplified.units:
            places = (simplified.to_source(Span(end, end)) for end in ends)
            ends = [place.span.end for place in places if not place.grown]
        return [Span(start, end) for start, end in pairwise(chain((0,), ends))]

    def load(self) -> Callable[[str], Iterable[str]]:
        """Gets ready in one go, at once where it is ready already; gives what cuts simplified text."""
        while self._cut is None:
            for _share in self.steps():
                pass
        return self._cut

    def steps(self) -> Generator[float]:
        """Gets ready in steps of a few milliseconds; yields the share that is done.

        Between two steps a worker can let others run, or stop: what is half loaded is not used.
        """
        if self._cut is not None:
            return
        if self._fast and find_spec("rjieba") is not None:
            cut: Callable[[str], Iterable[str]] = _fast_tokenizer().cut
        else:
            frequencies = Frequencies(dictionary_path().read_bytes())
            yield from frequencies.steps()
            cut = entering(frequencies, jieba_tokenizer(frequencies).cut)
        for _step in simplifying_steps():
            yield 1.0
        yield 1.0
        own = {simplify(word, self._dictionary).view for word in self._own_words} - {""}
        cut = _in_bounds(cut)
        self._cut = _around(automaton(sorted(own)), cut) if own else cut


class _Tokenizer(Protocol):
    def cut(self, sentence: str) -> Iterable[str]: ...


def entering(frequencies: Frequencies, cut: Callable[[str], Iterable[_Word]]) -> Callable[[str], Iterable[_Word]]:
    """Cuts the same, and has the words entered first that the text can hold."""

    def pieces(text: str) -> Iterable[_Word]:
        frequencies.enter(text)
        return cut(text)

    return pieces


def _in_bounds(cut: Callable[[str], Iterable[str]]) -> Callable[[str], Iterable[str]]:
    """Cuts the same, but that no run without any punctuation is longer than a thousand characters: there it ends."""

    def pieces(text: str) -> Iterator[str]:
        done = 0
        if len(text) > _LONGEST_RUN:
            for run in _TAKEN_TOGETHER.finditer(text):
                for end in range(run.start() + _LONGEST_RUN, run.end(), _LONGEST_RUN):
                    yield from cut(text[done:end])
                    done = end
        yield from cut(text[done:])

    return pieces


def _around(find: Find, cut: Callable[[str], Iterable[str]]) -> Callable[[str], Iterable[str]]:
    """Cuts only what stands between the words that `find` finds: statistics could cut through these."""

    def pieces(text: str) -> Iterator[str]:
        done = 0
        for _phrase, start, end in find(text):
            yield from cut(text[done:start])
            yield text[start:end]
            done = end
        yield from cut(text[done:])

    return pieces


def _fast_tokenizer() -> _Tokenizer:
    made: _Tokenizer = import_module("rjieba").Jieba()
    return made


def jieba_tokenizer(frequencies: Frequencies) -> _Tokenizer:
    """A tokenizer of jieba that looks words up there, where what it is to cut was entered."""
    # Its patterns have escapes that the compiler warns of.
    for category in (SyntaxWarning, DeprecationWarning):
        warnings.filterwarnings("ignore", category=category, module=r".*jieba")
    # It would load this slow and deprecated module where that is installed, only to open its files.
    absent = sys.modules.setdefault("pkg_resources", cast("ModuleType", None)) is None
    try:
        import jieba
    finally:
        if absent:
            del sys.modules["pkg_resources"]
    # It writes to the standard error stream, in the midst of a screen.
    jieba.setLogLevel(logging.CRITICAL)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ = frequencies.table
    tokenizer.total = frequencies.total
    tokenizer.initialized = True
    made: _Tokenizer = tokenizer
    return made


def load_words(path: Path) -> list[str]:
    """The person's own words: one a line, in either script, # for a comment; UsageError for a bad file."""
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: {error}", _("The words are a text file in UTF-8, a word a line.")) from error
    words = []
    for number, line in enumerate(lines, start=1):
        word = line.strip()
        if not word or word.startswith("#"):
            continue
        if len(word.split()) > 1:
            raise UsageError(
                _("{path}:{number}: more than one word.").format(path=path, number=number),
                _("The file has a word a line."),
            )
        words.append(word)
    return words
