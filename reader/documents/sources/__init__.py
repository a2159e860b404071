"""Input formats: one file each, and the registry that knows them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.documents.sources.archive import archive_format
from reader.documents.sources.csv import CSV, TSV
from reader.documents.sources.docx import DOCX
from reader.documents.sources.epub import EPUB
from reader.documents.sources.format import Unchanged
from reader.documents.sources.html import HTML
from reader.documents.sources.jsonl import JSON, JSONL
from reader.documents.sources.markdown import MARKDOWN
from reader.documents.sources.mhtml import MHTML
from reader.documents.sources.odt import ODT
from reader.documents.sources.parquet import PARQUET
from reader.documents.sources.pdf import PDF
from reader.documents.sources.text import TEXT
from reader.errors import UsageError, nearest
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.documents.model import Document
    from reader.documents.sources.format import Format, RawFile
    from reader.errors import InputError


def read_raw(raw: RawFile) -> Iterator[Document | Unchanged | InputError]:
    """The documents of a file; one whose bytes are known comes as Unchanged, unless the person said how to read it.

    Raises InputError where nothing can be had from the file.
    """
    form = format_of(raw, raw.options.form)
    if not form.many and raw.options.encoding is None and raw.options.form is None and raw.knows(raw.digest):
        yield Unchanged(raw.name, raw.digest)
    else:
        yield from form.read(raw)


ZIP = archive_format(read_raw)

FORMATS: tuple[Format, ...] = (DOCX, ODT, EPUB, ZIP, PDF, PARQUET, MHTML, HTML, JSONL, JSON, CSV, TSV, MARKDOWN, TEXT)
"""Asked in this order; plain text comes last, since it takes what nothing else claims."""


def format_of(raw: RawFile, forced: str | None = None) -> Format:
    """The format of a file by its content, then by its name; `forced` names one.

    Raises UsageError for an unknown name.
    """
    if forced is None:
        return next(known for known in FORMATS if known.recognises(raw))
    for known in FORMATS:
        if known.name == forced.lower():
            return known
    raise UsageError(
        _("{forced}: no such input format.").format(forced=forced), nearest(forced, (known.name for known in FORMATS))
    )
