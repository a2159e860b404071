"""Word files (.docx): insertions that were tracked are text, deletions are not; tables, notes and text boxes too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.documents.blocks import Block, document_of
from reader.documents.packages import names_of, opened
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

_MAIN = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_LEFT_OUT = frozenset(["del", "moveFrom", "instrText", "delText", "Fallback", "rPr", "sectPr", "fldData"])
_STYLE_NAMES = (
    (re.compile(r"title|标题|標題|題名", re.IGNORECASE), Kind.TITLE),
    (re.compile(r"(?:heading|标题|標題)\s*\d", re.IGNORECASE), Kind.HEADING),
    (re.compile(r"subtitle|副标题|副標題", re.IGNORECASE), Kind.HEADING),
    (re.compile(r"caption|题注|題注|标号|標號", re.IGNORECASE), Kind.CAPTION),
)


def _recognises(raw: RawFile) -> bool:
    return _MAIN in names_of(raw)


def _read(raw: RawFile) -> Iterator[Document]:
    with opened(raw) as package:
        main = package.read(_MAIN)
        if not main:
            raise InputError(_("{name}: there is no Word document in it.").format(name=raw.source))
        reader = _Text(_styles(package, raw))
        read_xml(main, reader, f"{raw.source}/{_MAIN}")
        notes = _Text({})
        for name in _NOTES:
            part = package.read(name)
            if part:
                read_xml(part, notes, f"{raw.source}/{name}")
        said = _Core()
        core = package.read("docProps/core.xml")
        if core:
            read_xml(core, said, f"{raw.source}/docProps/core.xml")
    yield document_of(raw, [*reader.blocks, *notes.blocks], perhaps={"author": said.author})


def _styles(package: Package, raw: RawFile) -> dict[str, Kind]:
    """What each style of paragraph is for, by its identifier."""
    styles = _Styles()
    part = package.read("word/styles.xml")
    if part:
        read_xml(part, styles, f"{raw.source}/word/styles.xml")
    return styles.kinds


class _Styles(Silent):
    """Reads which styles are titles, headings and captions: by their names, and by the level of outline."""

    def __init__(self) -> None:
        self.kinds: dict[str, Kind] = {}
        self._style = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "style":
            self._style = attributes.get("styleId", "") if attributes.get("type") == "paragraph" else ""
        elif name == "name" and self._style:
            for pattern, kind in _STYLE_NAMES:
                if pattern.fullmatch(attributes.get("val", "")):
                    self.kinds[self._style] = kind
        elif name == "outlineLvl" and self._style and attributes.get("val", "9") != "9":
            self.kinds.setdefault(self._style, Kind.HEADING)


class _Core(Silent):
    """Reads who the file says wrote it."""

    def __init__(self) -> None:
        self.author = ""
        self._inside = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        del attributes
        self._inside = name

    def end(self, name: str) -> None:
        del name
        self._inside = ""

    def text(self, text: str) -> None:
        if self._inside == "creator" and re.fullmatch(r"[\u4e00-\u9fff]{2,4}", text):
            self.author = text


class _Text(Silent):
    """Reads paragraphs and rows of tables in order."""

    def __init__(self, styles: Mapping[str, Kind]) -> None:
        self.blocks: list[Block] = []
        self._styles = styles
        self._left_out = 0
        self._runs = 0  # depth of <w:t>
        self._paragraphs: list[tuple[list[str], Kind | None]] = []  # one inside another: a text box
        self._rows: list[list[list[str]]] = []  # of each open row, the cells, each with its paragraphs
        self._skipped_note = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _LEFT_OUT:
            self._left_out += 1
        elif name in ("footnote", "endnote") and attributes.get("type", "normal") != "normal":
            self._skipped_note = True  # the line above the notes
        elif name == "p":
            self._paragraphs.append(([], None))
        elif name == "tr":
            self._rows.append([])
        elif name == "tc" and self._rows:
            self._rows[-1].append([])
        elif self._paragraphs:
            self._in_paragraph(name, attributes)

    def _in_paragraph(self, name: str, attributes: Mapping[str, str]) -> None:
        parts, kind = self._paragraphs[-1]
        if name == "t":
            self._runs += 1
        elif self._left_out:
            return
        elif name == "tab":
            parts.append("\t")
        elif name in ("br", "cr"):
            parts.append("\n")
        elif name == "noBreakHyphen":
            parts.append("-")
        elif name == "pStyle":
            self._paragraphs[-1] = (parts, self._styles.get(attributes.get("val", "")))
        elif name == "outlineLvl" and kind is None and attributes.get("val", "9") != "9":
            self._paragraphs[-1] = (parts, Kind.HEADING)

    def text(self, text: str) -> None:
        if self._runs and not self._left_out and self._paragraphs:
            self._paragraphs[-1][0].append(text)

    def end(self, name: str) -> None:
        if name in _LEFT_OUT:
            self._left_out -= 1
        elif name == "t" and self._runs:
            self._runs -= 1
        elif name in ("footnote", "endnote"):
            self._skipped_note = False
        elif name == "p" and self._paragraphs:
            parts, kind = self._paragraphs.pop()
            self._add("".join(parts), kind)
        elif name == "tr" and self._rows:
            self._end_row(self._rows.pop())

    def _add(self, text: str, kind: Kind | None) -> None:
        if self._skipped_note:
            return
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].append(text)
        else:
            self.blocks.append(Block(text, kind))

    def _end_row(self, cells: list[list[str]]) -> None:
        """A row of short cells is one line; cells of several paragraphs only lay out the page."""
        filled = [[text for text in cell if text.strip()] for cell in cells]
        filled = [cell for cell in filled if cell]
        if len(filled) > 1 and all(len(cell) == 1 for cell in filled):
            self._add("\t".join(cell[0].strip().replace("\n", " ") for cell in filled), Kind.BODY)
        else:
            for cell in filled:
                for text in cell:
                    self._add(text, None)


DOCX = Format("docx", (".docx",), _recognises, _read)
