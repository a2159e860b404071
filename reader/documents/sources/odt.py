"""OpenDocument texts (.odt)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.documents.blocks import Block, document_of
from reader.documents.packages import begins_with, opened
from reader.documents.sources.format import Format
from reader.documents.xml import Silent, read_xml
from reader.errors import InputError
from reader.text.paragraphs import Kind
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reader.documents.model import Document
    from reader.documents.sources.format import RawFile

_TYPE = b"application/vnd.oasis.opendocument.text"
_LEFT_OUT = frozenset(["tracked-changes", "annotation", "note-citation", "sequence-decls", "forms"])
_MOST_SPACES = 1000  # that one <text:s> may stand for


def _recognises(raw: RawFile) -> bool:
    return begins_with(raw, b"mimetype", _TYPE)


def _read(raw: RawFile) -> Iterator[Document]:
    with opened(raw) as package:
        content = package.read("content.xml")
        if not content:
            raise InputError(_("{name}: there is no OpenDocument text in it.").format(name=raw.source))
        reader = _Text()
        read_xml(content, reader, f"{raw.source}/content.xml")
    yield document_of(raw, [*reader.blocks, *reader.notes])


class _Text(Silent):
    """Reads paragraphs, headings and rows of tables in order; notes come after the text."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.notes: list[Block] = []
        self._left_out = 0
        self._open: list[tuple[str, list[str], Kind | None]] = []
        self._rows: list[list[list[str]]] = []
        self._in_notes = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _LEFT_OUT:
            self._left_out += 1
        elif self._left_out:
            return
        elif name in ("p", "h"):
            style = attributes.get("style-name", "").lower()
            kind = Kind.HEADING if name == "h" else Kind.TITLE if style == "title" else None
            self._open.append((name, [], kind))
        elif name == "note":
            self._in_notes += 1
        elif name == "table-row":
            self._rows.append([])
        elif name == "table-cell" and self._rows:
            self._rows[-1].append([])
        elif self._open:
            self._space(name, attributes)

    def _space(self, name: str, attributes: Mapping[str, str]) -> None:
        parts = self._open[-1][1]
        if name == "s":
            count = attributes.get("c", "1")
            parts.append(" " * (min(int(count), _MOST_SPACES) if count.isdecimal() and len(count) < 9 else 1))
        elif name == "tab":
            parts.append("\t")
        elif name == "line-break":
            parts.append("\n")

    def text(self, text: str) -> None:
        if self._open and not self._left_out:
            self._open[-1][1].append(text)

    def end(self, name: str) -> None:
        if name in _LEFT_OUT:
            self._left_out -= 1
        elif self._left_out:
            return
        elif name in ("p", "h") and self._open:
            _name, parts, kind = self._open.pop()
            self._add("".join(parts), kind)
        elif name == "note":
            self._in_notes -= 1
        elif name == "table-row" and self._rows:
            cells = [[text for text in cell if text.strip()] for cell in self._rows.pop()]
            cells = [cell for cell in cells if cell]
            if len(cells) > 1 and all(len(cell) == 1 for cell in cells):
                self._add("\t".join(cell[0].strip().replace("\n", " ") for cell in cells), Kind.BODY)
            else:
                for cell in cells:
                    for text in cell:
                        self._add(text, None)

    def _add(self, text: str, kind: Kind | None) -> None:
        if self._in_notes:
            self.notes.append(Block(text, Kind.BODY))
        elif self._rows and self._rows[-1]:
            self._rows[-1][-1].append(text)
        else:
            self.blocks.append(Block(text, kind))


ODT = Format("odt", (".odt",), _recognises, _read)
