"""An Excel workbook: annotations, documents and labels, a sheet each; every text is a text, never a formula."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from reader.exports.extras import needed
from reader.exports.format import Format, Target
from reader.exports.records import FIELDS
from reader.exports.tables import DOCUMENT_FIELDS, document_rows
from reader.translation import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.exports.content import Content

ROWS = 1_048_576  # of a sheet
CELL = 32_767  # UTF-16 units of a cell
_CUT = N_("texts longer than a cell, which are cut")
# Excel writes what XML cannot hold as _x0007_, and so must write what looks like that in a text.
_ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_WIDTHS = {"text": 40, "title": 30, "document": 24, "note": 30, "prefix": 20, "suffix": 20, "description": 60}


def _write(content: Content, stream: BinaryIO) -> None:
    openpyxl = needed("openpyxl", "excel")
    book = openpyxl.Workbook(write_only=True)
    sheets = _Sheets(book, needed("openpyxl.cell", "excel").WriteOnlyCell, content)
    labels = [(one.name, one.title, one.description, one.colour, one.key) for one in content.labels]
    documents = list(document_rows(content)) if content.selection.documents else document_rows(content)
    sheets.add("annotations", FIELDS, (row for batch in content.batches() for row in batch))
    count = content.count
    lost = content.lost.copy()
    sheets.add("documents", DOCUMENT_FIELDS, documents)
    sheets.add("labels", ("label", "title", "description", "colour", "key"), labels)
    book.save(stream)
    content.count = count
    content.lost.update(lost)


class _Sheets:
    """The sheets of a workbook; a table that is longer than a sheet goes on in another."""

    def __init__(self, book: Any, cell: Any, content: Content) -> None:
        self._book = book
        self._cell = cell
        self._content = content

    def add(self, name: str, header: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
        """Adds a table under a name."""
        left = iter(rows)
        row = next(left, None)
        number = 1
        while row is not None or number == 1:
            sheet = self._book.create_sheet(name if number == 1 else f"{name} ({number})")
            sheet.freeze_panes = "A2"
            for index, column in enumerate(header, start=1):
                letter = chr(ord("A") + index - 1)
                sheet.column_dimensions[letter].width = _WIDTHS.get(column, 12)
            sheet.append(list(header))
            if row is not None:
                sheet.append(list(self._cells(sheet, row)))
            for following in islice(left, ROWS - 2):
                sheet.append(list(self._cells(sheet, following)))
            row = next(left, None)
            number += 1

    def _cells(self, sheet: Any, row: tuple[Any, ...]) -> Iterator[Any]:
        for value in row:
            if not isinstance(value, str):
                yield value
                continue
            cell = self._cell(sheet, self._text(value) or None)
            if cell.value is not None:
                cell.data_type = "s"  # also what begins with = or looks like an error
            yield cell

    def _text(self, value: str) -> str:
        if len(value) * 2 > CELL:
            units = value.encode("utf-16-le", "surrogatepass")
            if len(units) > 2 * CELL:
                self._content.lose(_CUT)
                value = units[: 2 * CELL].decode("utf-16-le", "ignore")
        return _ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", value)


XLSX = Format("xlsx", ".xlsx", "Excel workbook", Target.BINARY, _write, besides=_CUT, extra="excel")
