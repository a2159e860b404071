"""Plain text files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.documents.encodings import decode
from reader.documents.furniture import read_metadata
from reader.documents.model import Document
from reader.documents.sources.format import Format
from reader.text.paragraphs import split_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.documents.sources.format import RawFile


def _recognises(_raw: RawFile) -> bool:
    """Whatever is nothing else may be text; decoding tells."""
    return True


def _read(raw: RawFile) -> Iterator[Document]:
    """One document a file."""
    text, encoding = decode(raw.data, raw.source, raw.encoding)
    paragraphs = tuple(split_paragraphs(text))
    said = read_metadata(text, paragraphs)
    extra = {"editor": said.editor, "issuer": said.issuer, "number": said.number, "written": said.written}
    yield Document(
        raw.name,
        text,
        source=raw.source,
        digest=raw.digest,
        encoding=encoding,
        title=said.title,
        date=said.date,
        author=said.author,
        publisher=said.publisher,
        url=said.url,
        meta={name: value for name, value in {**extra, "subject": said.subject}.items() if value},
        paragraphs=paragraphs,
    )


TEXT = Format("text", (".txt", ".text"), _recognises, _read)
