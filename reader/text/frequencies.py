"""Owns how often words occur, as jieba's dictionary has it: what a text can hold is read when the text comes.

jieba reads all of its dictionary, which takes most of a second, and looks up only what begins with two characters that
stand in the text side by side. In the dictionary that it has come with for years, words that begin with one character
stand together, and all but the first lines are in the order of these; what begins with a character is found by halves.
Another dictionary is read whole.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from io import BytesIO
from itertools import islice, pairwise
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from reader.errors import ReaderError
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

# The dictionary of jieba 0.42: its digest, the sum of its frequencies, and the byte from which it is in order.
_KNOWN = "7197c3211ddd98962b036cdf40324d1ea2bfaa12bd028e68faa70111a88e12a8"
_KNOWN_TOTAL = 60_101_967
_IN_ORDER_FROM = 725
# A slice of an unknown dictionary that is read in a few milliseconds.
_LINES_A_STEP = 2000


def dictionary_path() -> Path:
    """The file of jieba's dictionary, a line a word: the word, how often it occurs, its part of speech."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ReaderError(_("jieba is not installed."), _("It comes with the package: install that again."))
    return Path(spec.origin).with_name("dict.txt")


class Frequencies:
    """How often words occur: `table` holds all that jieba looks up of the texts that `enter` was given.

    The table is as jieba has it: words, and with each its beginnings, 0 times where these are no words. `total` is
    the sum over all words of the dictionary.
    """

    def __init__(self, lines: bytes) -> None:
        self.table: dict[str, int] = {}
        self.total = 0
        self._lines = lines
        self._entered: set[str] = set()
        self._stretch = cache(self._find_stretch)
        self._lock = Lock()
        self._in_order = sha256(lines).hexdigest() == _KNOWN

    @classmethod
    def of_jieba(cls) -> Frequencies:
        """All of jieba's dictionary, ready for `enter`; ReaderError where it is not installed."""
        made = cls(dictionary_path().read_bytes())
        for _share in made.steps():
            pass
        return made

    def steps(self) -> Generator[float]:
        """Reads what has to be read before `enter`, in steps of a few milliseconds; yields the share that is done."""
        if self._in_order:
            _enter(self.table, self._lines[:_IN_ORDER_FROM].decode().splitlines())
            self.total = _KNOWN_TOTAL
            yield 1.0
            return
        read, file = 0, BytesIO(self._lines)
        while lines := b"".join(islice(file, _LINES_A_STEP)):
            self.total += _enter(self.table, lines.decode().rstrip("\n").split("\n"))
            read += len(lines)
            yield read / len(self._lines)

    def enter(self, text: str) -> None:
        """Has the table hold all words of the dictionary that the text can hold."""
        if not self._in_order:
            return
        beginnings = {first + second for first, second in pairwise(text)}
        beginnings.update(character + " " for character in set(text))  # the word of one character
        if beginnings <= self._entered:
            return
        with self._lock:  # what is half entered is not looked up
            for beginning in beginnings - self._entered:
                _enter(self.table, self._lines_with(beginning))
                self._entered.add(beginning)

    def _lines_with(self, beginning: str) -> Iterator[str]:
        """The lines that begin with these two characters."""
        start, end = self._stretch(beginning[0])
        first = b"\n" + beginning.encode(errors="surrogatepass")
        at = self._lines.find(first, start - 1, end)
        while at >= 0:
            stop = self._lines.index(b"\n", at + 1)
            yield self._lines[at + 1 : stop].decode()
            at = self._lines.find(first, stop, end)

    def _find_stretch(self, character: str) -> tuple[int, int]:
        """Where the lines stand that begin with a character: bytes."""
        first = character.encode(errors="surrogatepass")

        def beginning(place: int) -> bytes:
            start = self._lines.rfind(b"\n", 0, place) + 1
            return self._lines[start : start + len(first)]

        places = range(_IN_ORDER_FROM, len(self._lines))
        begin = bisect_left(places, first, key=beginning)
        end = bisect_right(places, first, begin, key=beginning)
        return _IN_ORDER_FROM + begin, _IN_ORDER_FROM + end


def _enter(table: dict[str, int], lines: Iterable[str]) -> int:
    """Enters words with their beginnings; gives the sum of the lines' frequencies.

    A word that comes twice counts twice, and keeps its last frequency.
    """
    total = 0
    for line in lines:
        word, frequency, _tag = line.split(" ", 2)
        table[word] = times = int(frequency)
        total += times
        for length in range(len(word) - 1, 0, -1):
            if word[:length] in table:
                break
            table[word[:length]] = 0
    return total
