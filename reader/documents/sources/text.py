"""Plain text files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.documents.blocks import text_document
from reader.documents.sources.format import Format
from reader.text.paragraphs import split_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.documents.model import Document
    from reader.documents.sources.format import RawFile


def _recognises(_raw: RawFile) -> bool:
    """Whatever is nothing else may be text; decoding tells."""
    return True


def _read(raw: RawFile) -> Iterator[Document]:
    """One document a file."""
    text, encoding, replaced = raw.decoded()
    raw.forget()
    meta = {"replaced": replaced} if replaced else None
    yield text_document(raw, text, split_paragraphs(text), encoding=encoding, meta=meta)


TEXT = Format("text", (".txt", ".text"), _recognises, _read)
