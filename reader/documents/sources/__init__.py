"""Input formats: one file each, and the registry that knows them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from reader.documents.sources import text
from reader.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.documents.model import Document


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file's bytes with what a format needs beside them; `encoding` only where the person named one."""

    name: str
    source: str
    data: bytes
    digest: str
    encoding: str | None = None


class Format(Protocol):
    """What each module of this folder has."""

    NAME: str
    SUFFIXES: tuple[str, ...]

    def recognises(self, raw: RawFile) -> bool:
        """Whether the content looks like this format."""

    def read(self, raw: RawFile) -> Iterator[Document]:
        """The documents in the file; raises InputError where it cannot be read."""


FORMATS: tuple[Format, ...] = (text,)
"""Asked in this order; plain text comes last, since it takes what nothing else claims."""

SUFFIXES = frozenset(suffix for known in FORMATS for suffix in known.SUFFIXES)


def format_of(raw: RawFile, forced: str | None = None) -> Format:
    """The format of a file by its content; `forced` names one. Raises UsageError for an unknown name."""
    if forced is not None:
        for known in FORMATS:
            if known.NAME == forced:
                return known
        names = ", ".join(known.NAME for known in FORMATS)
        raise UsageError(f"{forced}: no such input format.", f"There is: {names}.")
    return next(known for known in FORMATS if known.recognises(raw))
