"""Owns how a quotation mark in a table with tabs is meant: some programs quote there, and many do not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_QUOTED = re.compile(r'"(?:[^"]|"")*"')


def quoted_rightly(lines: Iterable[str], columns: int) -> Iterator[str]:
    """Lines of TSV in which a quotation mark that only begins a text, and quotes nothing, is itself quoted.

    Many programs write TSV without any quoting: a line with a field in each column is taken for whole, unless its last
    field opens a quotation and the next line is no row.
    """
    left = iter(lines)
    line = next(left, None)
    inside = False  # of a quotation that goes over lines
    while line is not None:
        following = next(left, None)
        body = line.rstrip("\r\n")
        fields = body.split("\t")
        opens = any(field.startswith('"') for field in fields) and body.count('"') % 2 == 1
        goes_on = following is not None and following.count("\t") + 1 != columns
        if inside:
            inside = body.count('"') % 2 == 0
            yield line
        elif len(fields) == columns and not (opens and goes_on and fields[-1].startswith('"')):
            yield "\t".join(map(_quoted, fields)) + line[len(body) :]
        else:
            inside = opens
            yield line
        line = following


def _quoted(field: str) -> str:
    if not field.startswith('"') or _QUOTED.fullmatch(field):
        return field
    return '"' + field.replace('"', '""') + '"'
