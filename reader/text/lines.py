"""Owns how a text falls into lines, by their places. What each is for: line_kinds.py."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from itertools import repeat
from operator import sub
from typing import TYPE_CHECKING, overload

from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# White space, and what nobody sees at the edge of a line: zero-width space, word joiner, byte order mark.
BLANK = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\u200b\u2060\ufeff"
)
_LINE = re.compile(rf"[^{BLANK}](?:[^\n]*[^{BLANK}])?")


class Lines(Sequence[str]):
    r"""The lines of a text without white space at their ends, empty ones left out; only "\n" ends a line.

    They are cut out of the text when they are looked at: all at once a long text would take its room again. They
    begin at `starts` and end at `ends`, in code points; `apart[n]` is 1 where an empty line stands before line n,
    and 0 behind the last one.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts, self.ends, self.apart = array("q"), array("q"), bytearray()
        self._cut()

    def _cut(self) -> None:
        text, done = self.text, 0
        for line in _LINE.finditer(text):
            start, end = line.span()
            self.starts.append(start)
            self.ends.append(end)
            self.apart.append(start - done > 1 and text.count("\n", done, start) > 1)
            done = end
        if self.starts:  # what stands before the first is empty lines alone
            self.apart[0] = text.count("\n", 0, self.starts[0]) > 0
        self.apart.append(False)

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[str]:
        text = self.text
        return (text[start:end] for start, end in zip(self.starts, self.ends, strict=True))

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        return self.text[self.starts[index] : self.ends[index]]

    def last_characters(self) -> str:
        """With what each ends, one after the other."""
        return "".join(map(self.text.__getitem__, map(sub, self.ends, repeat(1))))

    def number_at(self, place: int) -> int:
        """The line in which a code point of the text stands, or the last one before it; -1 where none is."""
        return bisect_right(self.starts, place) - 1

    def length(self, number: int) -> int:
        """How long a line is."""
        return self.ends[number] - self.starts[number]

    def spans(self) -> Iterator[Span]:
        """Where each stands."""
        return map(Span, self.starts, self.ends)
