"""Owns how a quotation mark in a table with tabs is meant: some programs quote there, and many do not."""

from __future__ import annotations

import csv
import re
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LINES_AHEAD = 50  # that a quotation is followed
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


def quoted_rightly(lines: Iterable[str], columns: int) -> Iterator[str]:
    """Lines of TSV in which a quotation mark that only begins a text, and quotes nothing, is itself quoted.

    Many programs write TSV without any quoting: a line with a field in each column is taken for whole, unless it opens
    a quotation and the next line is no row: then it goes on where its last field is that quotation, or where it makes a
    row with the lines up to the end of it.
    """
    left = _Ahead(lines)
    inside = False  # of a quotation that goes over lines
    for line in left:
        body = line.rstrip("\r\n")
        fields = body.split("\t")
        opens = any(field.startswith('"') for field in fields) and body.count('"') % 2 == 1
        if inside:
            inside = body.count('"') % 2 == 0
            yield line
        elif len(fields) == columns and not (opens and _goes_on(line, fields, left, columns)):
            yield "\t".join(map(_quoted, fields)) + line[len(body) :]
        else:
            inside = opens
            yield line


class _Ahead:
    """Lines, and a look at those that are to come."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._left = iter(lines)
        self._seen: deque[str] = deque()

    def __iter__(self) -> Iterator[str]:
        while next(self.look(), None) is not None:
            yield self._seen.popleft()

    def look(self) -> Iterator[str]:
        """The next lines, a few at most."""
        for number in range(_LINES_AHEAD):
            if number == len(self._seen):
                if (line := next(self._left, None)) is None:
                    return
                self._seen.append(line)
            yield self._seen[number]


def _goes_on(line: str, fields: list[str], left: _Ahead, columns: int) -> bool:
    following = next(left.look(), None)
    if following is None or following.count("\t") + 1 == columns:
        return False
    if fields[-1].startswith('"'):
        return True
    row = [line]
    for other in left.look():
        row.append(other)
        if other.count('"') % 2:
            rows = list(csv.reader(row, "excel-tab"))
            return len(rows) == 1 and len(rows[0]) == columns
    return False


def _quoted(field: str) -> str:
    if not field.startswith('"') or _QUOTED.fullmatch(field):
        return field
    return '"' + field.replace('"', '""') + '"'
