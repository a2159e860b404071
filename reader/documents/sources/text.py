"""Plain text files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.documents.encodings import decode
from reader.documents.model import Document
from reader.documents.sources.format import Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.documents.sources.format import RawFile


def _recognises(_raw: RawFile) -> bool:
    """Whatever is nothing else may be text; decoding tells."""
    return True


def _read(raw: RawFile) -> Iterator[Document]:
    """One document a file."""
    text, encoding = decode(raw.data, raw.source, raw.encoding)
    yield Document(raw.name, text, source=raw.source, digest=raw.digest, encoding=encoding)


TEXT = Format("text", (".txt", ".text"), _recognises, _read)
