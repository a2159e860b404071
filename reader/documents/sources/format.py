"""What an input format is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.documents.model import Document


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file's bytes with what a format needs beside them; `encoding` only where the person named one."""

    name: str
    source: str
    data: bytes
    digest: str
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """An input format: `recognises` looks at the content, `read` gives the documents in it or raises InputError."""

    name: str
    suffixes: tuple[str, ...]
    recognises: Callable[[RawFile], bool]
    read: Callable[[RawFile], Iterator[Document]]
