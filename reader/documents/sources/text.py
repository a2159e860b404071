"""Plain text files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.documents.encodings import decode
from reader.documents.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.documents.sources import RawFile

NAME = "text"
SUFFIXES = (".txt", ".text")


def recognises(raw: RawFile) -> bool:
    """Whatever is nothing else may be text; decoding tells."""
    return raw.data is not None


def read(raw: RawFile) -> Iterator[Document]:
    """One document a file."""
    text, encoding = decode(raw.data, raw.name, raw.encoding)
    yield Document(raw.name, text, source=raw.source, digest=raw.digest, encoding=encoding)
