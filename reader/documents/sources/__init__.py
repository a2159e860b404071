"""Input formats: one file each, and the registry that knows them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.documents.sources.text import TEXT
from reader.errors import UsageError

if TYPE_CHECKING:
    from reader.documents.sources.format import Format, RawFile

FORMATS: tuple[Format, ...] = (TEXT,)
"""Asked in this order; plain text comes last, since it takes what nothing else claims."""

SUFFIXES = frozenset(suffix for known in FORMATS for suffix in known.suffixes)


def format_of(raw: RawFile, forced: str | None = None) -> Format:
    """The format of a file by its content; `forced` names one. Raises UsageError for an unknown name."""
    if forced is None:
        return next(known for known in FORMATS if known.recognises(raw))
    for known in FORMATS:
        if known.name == forced:
            return known
    names = ", ".join(known.name for known in FORMATS)
    raise UsageError(f"{forced}: no such input format.", f"There is: {names}.")
