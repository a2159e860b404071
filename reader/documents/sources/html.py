"""Pages of the web as saved: their main text, by pizhu[html]. Nothing is ever fetched."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.documents.blocks import document_of
from reader.documents.encodings import codec_name
from reader.documents.main_text import main_blocks, perhaps_by, said_by, title_of
from reader.documents.mark_up import blocks_of_html
from reader.documents.sources.format import Format
from reader.errors import InputError, UsageError
from reader.text.paragraphs import Kind
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.documents.encodings import Decoded
    from reader.documents.model import Document
    from reader.documents.sources.format import RawFile

LONGEST_PAGE = 1 << 22  # characters that the library looks through; of longer pages all but the menus counts
_OPENING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_WIDE_OPENING = re.compile(r"\ufeff?\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)


def _recognises(raw: RawFile) -> bool:
    head = raw.head[:4096]
    if _OPENING.match(head):
        return True
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") and _WIDE_OPENING.match(
        head[: len(head) & ~1].decode("utf-16", "replace")
    ):
        return True
    return raw.has_suffix(HTML.suffixes) and b"<" in head


def _read(raw: RawFile) -> Iterator[Document]:
    text, encoding, replaced = _decoded(raw)
    yield read_page(raw, text, encoding, {"replaced": replaced} if replaced else {})


def read_page(raw: RawFile, text: str, encoding: str, meta: dict[str, int], address: str = "") -> Document:
    """The document of a page; `address` is where it was saved from, if known. InputError without pizhu[html]."""
    page = blocks_of_html(text)
    title = title_of(page)
    blocks = main_blocks(page, _extracted(text), title)
    said, perhaps = said_by(page), perhaps_by(page)
    said["url"] = said["url"] or address
    # What the head calls the page is its title where the page shows it; else it may be the name of the site.
    (said if Kind.TITLE in {block.kind for block in blocks} else perhaps)["title"] = title
    return document_of(raw, blocks, encoding=encoding, said=said, perhaps=perhaps, meta=meta)


def _decoded(raw: RawFile) -> Decoded:
    """The page as text: as found, or else as the page itself says."""
    try:
        return raw.decoded()
    except InputError as error:
        stated = _CHARSET.search(raw.head)
        if raw.options.encoding is not None or stated is None or "--replace-damage" in error.hint:
            raise
        try:
            return raw.decoded(encoding=codec_name(stated[1].decode("ascii")))
        except UsageError:
            raise error from None


def _extracted(text: str) -> str:
    """What the library takes for the main text of a page; empty where it finds none."""
    try:
        import trafilatura
    except ImportError as error:
        raise InputError(
            _("Reading HTML needs a library that is not installed."), _("Install it: pip install 'pizhu[html]'")
        ) from error
    if len(text) > LONGEST_PAGE:
        return ""
    import logging

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it tells of pages without text by itself
    found = trafilatura.bare_extraction(text, include_comments=False, include_tables=True, favor_recall=True)
    return str(getattr(found, "text", None) or "") if found is not None else ""


HTML = Format("html", (".html", ".htm", ".xhtml", ".shtml"), _recognises, _read)
