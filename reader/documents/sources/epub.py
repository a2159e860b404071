"""Books (.epub): the chapters in the order of reading, as one document."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from reader.documents.blocks import Block, document_of
from reader.documents.encodings import decode
from reader.documents.furniture import day_of
from reader.documents.mark_up import blocks_of_html
from reader.documents.packages import begins_with, names_of, opened
from reader.documents.sources.format import Format
from reader.documents.xml import Silent, read_xml
from reader.errors import InputError
from reader.text.paragraphs import Kind
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reader.documents.model import Document
    from reader.documents.packages import Package
    from reader.documents.sources.format import RawFile

_CONTAINER = "META-INF/container.xml"
_TYPE = b"application/epub+zip"


def _recognises(raw: RawFile) -> bool:
    return begins_with(raw, b"mimetype", _TYPE) or _CONTAINER in names_of(raw)


def _read(raw: RawFile) -> Iterator[Document]:
    with opened(raw) as package:
        if "META-INF/encryption.xml" in package.parts and "META-INF/rights.xml" in package.parts:
            raise InputError(_("{name}: it is locked against copying.").format(name=raw.source))
        book = _Book()
        place = _root(package, raw)
        read_xml(package.read(place), book, f"{raw.source}/{place}")
        blocks: list[Block] = []
        for reference in book.order:
            part = posixpath.normpath(posixpath.join(posixpath.dirname(place), unquote(book.items.get(reference, ""))))
            data = package.read(part)
            if data:
                text = decode(data, f"{raw.source}/{part}").text if data.strip() else ""
                chapter = _chapter(text)
                blocks += [Block(b.text, Kind.BOILERPLATE) for b in chapter] if reference == book.contents else chapter
    title = book.said.get("title", "")
    if title and blocks and blocks[0].text.strip() == title:
        blocks[0] = Block(title, Kind.TITLE)
    said = {
        "title": title,
        "author": " ".join(book.authors),
        "publisher": book.said.get("publisher", ""),
        "date": day_of(book.said.get("date", "")),
    }
    yield document_of(raw, blocks, said=said)


def _chapter(text: str) -> list[Block]:
    """The blocks of a part of a book: its headings are headings, and where there is none, nothing is a title."""
    return [Block(b.text, Kind.HEADING if b.kind is Kind.TITLE else b.kind) for b in blocks_of_html(text).blocks]


def _root(package: Package, raw: RawFile) -> str:
    """Where the description of the book stands in the file."""
    container = _Container()
    data = package.read(_CONTAINER)
    if data:
        read_xml(data, container, f"{raw.source}/{_CONTAINER}")
    if container.root not in package.parts:
        raise InputError(_("{name}: there is no book in it.").format(name=raw.source))
    return container.root


class _Container(Silent):
    def __init__(self) -> None:
        self.root = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "rootfile" and not self.root:
            self.root = attributes.get("full-path", "")


class _Book(Silent):
    """Reads what the book is called, its parts, and their order."""

    def __init__(self) -> None:
        self.said: dict[str, str] = {}
        self.authors: list[str] = []
        self.items: dict[str, str] = {}
        self.order: dict[str, None] = {}
        self.contents: str | None = None  # the list of its chapters
        self._field: str = ""
        self._parts: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in ("title", "creator", "publisher", "date"):
            self._field = name
            self._parts.clear()
        elif name == "item":
            self.items.setdefault(attributes.get("id", ""), attributes.get("href", ""))
            if "nav" in attributes.get("properties", "").split():
                self.contents = attributes.get("id", "")
        elif name == "itemref":
            self.order[attributes.get("idref", "")] = None

    def text(self, text: str) -> None:
        if self._field:
            self._parts.append(text)

    def end(self, name: str) -> None:
        if name != self._field:
            return
        value = "".join(self._parts).strip()
        if name == "creator" and value:
            self.authors.append(value)
        elif value:
            self.said.setdefault(name, value)
        self._field = ""


EPUB = Format("epub", (".epub",), _recognises, _read)
