"""PDF files with a text layer, by pizhu[docs]: lines become paragraphs again, page numbers and running heads stay."""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import TYPE_CHECKING

from reader.documents.blocks import LONGEST_TEXT, Block, document_of
from reader.documents.furniture import day_of
from reader.documents.sources.format import Format
from reader.documents.wrapping import joined, paragraphs_of_lines
from reader.errors import InputError
from reader.text.paragraphs import BLANK, Kind
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdf import PdfReader

    from reader.documents.model import Document
    from reader.documents.sources.format import RawFile

MOST_PAGES = 20_000
_REPEATED = 3  # pages on which a line stands in the same place before it counts as a running head
_EDGE = 2  # lines at the top and at the bottom of a page that may be furniture
_PAGE_NUMBER = re.compile(
    r"[-–—－·\s]*(?:第\s*)?(?:\d{1,4}|[ivxlc]{1,6}|[一二三四五六七八九十百]{1,5})\s*(?:[页頁])?"
    r"(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*[页頁]?)?[-–—－·\s]*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+|[一二三四五六七八九十百]+")


def _recognises(raw: RawFile) -> bool:
    return b"%PDF-" in raw.head[:1024]


def _read(raw: RawFile) -> Iterator[Document]:
    pages, said = _pages(raw)
    if not any(line.strip() for page in pages for line in page):
        raise InputError(
            _("{name}: there is no text in it, only pictures of pages.").format(name=raw.source),
            _("Run a text recognition (OCR) over it first."),
        )
    yield document_of(raw, _blocks(pages), perhaps=said)


def _pages(raw: RawFile) -> tuple[list[list[str]], dict[str, str]]:
    """The lines of each page, and what the file says of itself."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise InputError(
            _("Reading PDF needs a library that is not installed."), _("Install it: pip install 'pizhu[docs]'")
        ) from error
    import logging

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of each oddity it puts right
    try:
        pdf = PdfReader(io.BytesIO(raw.data))
        if pdf.is_encrypted and not pdf.decrypt(""):
            raise InputError(
                _("{name}: it is encrypted.").format(name=raw.source), _("Save it without a password first.")
            )
        return _lines(pdf, raw), _information(pdf)
    except (PyPdfError, ImportError, OSError, RecursionError, *_DAMAGED) as error:
        raise InputError(
            _("{name}: damaged, or in a form that is not known: {reason}.").format(name=raw.source, reason=error),
            _("Print it to a new PDF, or copy its text to a file."),
        ) from error


_DAMAGED = (ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError, ZeroDivisionError, MemoryError)


def _lines(pdf: PdfReader, raw: RawFile) -> list[list[str]]:
    if len(pdf.pages) > MOST_PAGES:
        raise InputError(_("{name}: more than {count:,} pages.").format(name=raw.source, count=MOST_PAGES))
    pages: list[list[str]] = []
    size = 0
    for page in pdf.pages:
        text = page.extract_text()
        size += len(text)
        if size > LONGEST_TEXT:
            raise InputError(_("{name}: there is too much text in it.").format(name=raw.source))
        pages.append([line for line in text.splitlines() if line.strip(BLANK)])
    return pages


def _information(pdf: PdfReader) -> dict[str, str]:
    """The day a PDF was made is no date of its text; its title counts where it is not the name of a file."""
    title = (pdf.metadata.title if pdf.metadata else None) or ""
    chinese = re.search(r"[\u4e00-\u9fff]{4}", title) and not re.search(r"\.\w{2,4}$|^Microsoft", title)
    return {"title": title.strip() if chinese else "", "date": day_of("")}


def _blocks(pages: Sequence[Sequence[str]]) -> list[Block]:
    """The paragraphs of all pages; one that goes on over a page is whole, and the furniture between comes after it."""
    furniture = _furniture(pages)
    lines: list[str] = []
    passed: dict[int, list[str]] = {}  # furniture by the number of the line before which it stood
    for number, page in enumerate(pages):
        for place, line in enumerate(page):
            if (number, place) in furniture:
                passed.setdefault(len(lines), []).append(line.strip(BLANK))
            else:
                lines.append(line)
    blocks: list[Block] = []
    at = 0
    for paragraph in paragraphs_of_lines(lines):
        if at == 0:
            blocks += [Block(line, Kind.BOILERPLATE) for line in passed.get(0, [])]
        blocks.append(Block(joined(paragraph)))
        for place in range(at + 1, at + len(paragraph) + 1):
            blocks += [Block(line, Kind.BOILERPLATE) for line in passed.get(place, [])]
        at += len(paragraph)
    return blocks or [Block(line, Kind.BOILERPLATE) for line in passed.get(0, [])]


def _furniture(pages: Sequence[Sequence[str]]) -> set[tuple[int, int]]:
    """Page numbers, and lines that stand on several pages at the top or bottom, by page and place on it."""
    seen = Counter(
        _DIGITS.sub("#", line.strip(BLANK)) for page in pages for line in {page[place] for place in _edges(page)}
    )
    found = set()
    for number, page in enumerate(pages):
        for place in _edges(page):
            line = page[place].strip(BLANK)
            outermost = place in (0, len(page) - 1)
            repeated = seen[_DIGITS.sub("#", line)] >= _REPEATED and len(line) <= 60
            if (outermost and len(pages) > 1 and _PAGE_NUMBER.fullmatch(line)) or (repeated and not _is_sentence(line)):
                found.add((number, place))
    return found


def _is_sentence(line: str) -> bool:
    return line[-1:] in "。；，、：" or "。" in line


def _edges(page: Sequence[str]) -> list[int]:
    count = len(page)
    return sorted({*range(min(_EDGE, count)), *range(max(0, count - _EDGE), count)})


PDF = Format("pdf", (".pdf",), _recognises, _read)
