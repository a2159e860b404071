"""Owns how the blocks of a structured file (a page, a Word file, a book) become a document.

A block is what its format calls a paragraph, a heading, a row of a table. Blocks stand in the document's text one a
line in the order of the file, so the same bytes always give the same text and the same offsets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from reader.documents.furniture import Metadata, read_metadata
from reader.documents.model import Document
from reader.errors import InputError
from reader.text.kinds import CODES
from reader.text.paragraphs import BLANK, Kind, Paragraphs, split_paragraphs
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from reader.documents.sources.format import RawFile

LONGEST_TEXT = 1 << 27  # code points of a document: whatever unfolds to more is refused
_LINE_ENDS = re.compile(r"[\r\n\x0b\x0c\x85\u2028\u2029]+")
_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")
_COLUMNS = frozenset({"title", "date", "author", "publisher", "url"})


@dataclass(frozen=True, slots=True)
class Block:
    """The text of a block, which may hold line breaks, and its kind where the file tells it."""

    text: str
    kind: Kind | None = None


def document_of(
    raw: RawFile,
    blocks: Iterable[Block],
    *,
    encoding: str = "utf-8",
    said: Mapping[str, str] | None = None,
    perhaps: Mapping[str, str] | None = None,
    meta: Mapping[str, Any] | None = None,
) -> Document:
    """The document of a file's blocks.

    `said` is what the file states of itself (title, date, author …); it counts before what is read from the text,
    and that before what `perhaps` holds.
    Raises InputError where there is nothing to read.
    """
    lines: list[str] = []
    kinds: list[Kind | None] = []
    size = 0
    for block in blocks:
        for line in _LINE_ENDS.split(block.text):
            content = line.strip(BLANK)
            if content:
                lines.append(_HALF_CHARACTERS.sub("\ufffd", content))
                kinds.append(block.kind)
                size += len(content) + 1
        if size > LONGEST_TEXT:
            raise InputError(_("{name}: there is too much text in it.").format(name=raw.source), _("Split it."))
    if not lines:
        raise InputError(
            _("{name}: there is no text in it.").format(name=raw.source), _("There is nothing to read in it.")
        )
    text = "\n".join(lines)
    return text_document(raw, text, _with_kinds(text, kinds), encoding=encoding, said=said, perhaps=perhaps, meta=meta)


def text_document(
    raw: RawFile,
    text: str,
    paragraphs: Paragraphs,
    *,
    encoding: str,
    said: Mapping[str, str] | None = None,
    perhaps: Mapping[str, str] | None = None,
    meta: Mapping[str, Any] | None = None,
    digest: str | None = None,
) -> Document:
    """The document of a text, with what its file states and what its furniture tells."""
    found = {**_stated(perhaps), **_values(read_metadata(text, paragraphs)), **_stated(said)}
    return Document(
        raw.name,
        text,
        source=raw.source,
        digest=raw.digest if digest is None else digest,
        encoding=encoding,
        title=found.get("title", ""),
        date=found.get("date", ""),
        author=found.get("author", ""),
        publisher=found.get("publisher", ""),
        url=found.get("url", ""),
        meta={**{name: value for name, value in found.items() if name not in _COLUMNS}, **(meta or {})},
        paragraphs=paragraphs,
    )


def _stated(fields: Mapping[str, str] | None) -> dict[str, str]:
    return {name: value for name, value in (fields or {}).items() if value}


def _values(metadata: Metadata) -> dict[str, str]:
    return {field.name: value for field in fields(metadata) if (value := getattr(metadata, field.name))}


def _with_kinds(text: str, kinds: list[Kind | None]) -> Paragraphs:
    """The paragraphs of a text of one block a line; a kind that the file tells counts before what the line looks like.

    Where the file has a title of its own, no other line is one.
    """
    titled = Kind.TITLE in kinds
    paragraphs = split_paragraphs(text)
    codes = bytearray()
    line, end = 0, text.find("\n")
    for start, kind in zip(paragraphs.starts, paragraphs.kinds, strict=True):
        while 0 <= end < start:
            line, end = line + 1, text.find("\n", end + 1)
        said = kinds[line]
        if said is not None and (said, kind) != (Kind.BODY, Kind.BYLINE):  # a row of a table may hold fields
            kind = said
        elif titled and kind is Kind.TITLE:
            kind = Kind.BODY
        codes.append(CODES[kind])
    return Paragraphs(paragraphs.starts, paragraphs.ends, codes)
