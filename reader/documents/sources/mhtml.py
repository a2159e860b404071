"""Pages saved as a single file (.mht, .mhtml): the page is one part of a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.documents.sources.format import Format
from reader.documents.sources.html import read_page
from reader.errors import InputError
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.documents.model import Document
    from reader.documents.sources.format import RawFile

LARGEST_MESSAGE = 1 << 26


def _recognises(raw: RawFile) -> bool:
    head = raw.head[:4096].lower()
    is_message = head.startswith((b"from:", b"mime-version:", b"snapshot-content-location:"))
    return (is_message and b"multipart/related" in head) or raw.has_suffix(MHTML.suffixes)


def _read(raw: RawFile) -> Iterator[Document]:
    from email import policy  # takes long to load, and most files are no messages
    from email.parser import BytesParser

    if raw.size > LARGEST_MESSAGE:
        raise InputError(_("{name}: too large for a saved page.").format(name=raw.source))
    message = BytesParser(policy=policy.compat32).parsebytes(raw.data)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content:
                address = str(message.get("Snapshot-Content-Location") or part.get("Content-Location") or "")
                text, encoding, replaced = raw.decoded(content)
                meta = {"replaced": replaced} if replaced else {}
                yield read_page(raw, text, encoding, meta, address if address.startswith("http") else "")
                return
    raise InputError(_("{name}: there is no page in it.").format(name=raw.source))


MHTML = Format("mhtml", (".mhtml", ".mht"), _recognises, _read)
