"""A text with all that is known of it, as the library keeps one version of a document."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reader.text.paragraphs import split_paragraphs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.documents.model import Document
    from reader.text.paragraphs import Paragraphs

_SAMPLE = 20_000  # code points that tell a document's script
FACTS = (
    "source", "digest", "encoding", "script", "variant", "title", "date", "author", "publisher", "url", "meta",
    "imported_at",
)  # fmt: skip
"""What is known of a text, by the names of the columns; `meta` is JSON."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A text of a document with all that is known of it; `facts` by the names in FACTS."""

    facts: Mapping[str, Any]
    text: str
    paragraphs: Paragraphs


def edition_of(document: Document, imported_at: str) -> Edition:
    """A document as a text with its facts and paragraphs, as the library keeps it."""
    from reader.text.detection import detect_script  # its patterns take long to compile

    guess = detect_script(document.text[:_SAMPLE])
    facts = {
        "source": document.source,
        "digest": document.digest,
        "encoding": document.encoding,
        "script": guess.name,
        "variant": guess.variant,
        "title": document.title,
        "date": document.date,
        "author": document.author,
        "publisher": document.publisher,
        "url": document.url,
        "meta": json.dumps(document.meta, ensure_ascii=False),
        "imported_at": imported_at,
    }
    return Edition(facts, document.text, document.paragraphs or split_paragraphs(document.text))
