"""A text with all that is known of it, as the library keeps one version of a document."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reader.documents.model import Ahead
from reader.library.pieces import folds_of
from reader.text.paragraphs import split_paragraphs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.documents.model import Document
    from reader.text.detection import ScriptGuess
    from reader.text.paragraphs import Paragraphs

_SAMPLE = 20_000  # code points that tell a document's script
FACTS = (
    "source", "digest", "encoding", "script", "variant", "title", "date", "author", "publisher", "url", "meta",
    "imported_at",
)  # fmt: skip
"""What is known of a text, by the names of the columns; `meta` is JSON."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A text of a document with all that is known of it; `facts` by the names in FACTS.

    `folds` are the match forms of its pieces in UTF-8, where they were made ahead.
    """

    facts: Mapping[str, Any]
    text: str
    paragraphs: Paragraphs
    folds: Sequence[bytes] = ()


def edition_of(document: Document, imported_at: str) -> Edition:
    """A document as a text with its facts and paragraphs, as the library keeps it."""
    guess = _script_of(document.text) if document.ahead is None else document.ahead.script
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
    folds = () if document.ahead is None else document.ahead.folds
    return Edition(facts, document.text, document.paragraphs or split_paragraphs(document.text), folds)


def made_ahead(document: Document) -> Document:
    """The document with all that a library will keep of it, so that to put it there is to write and nothing else."""
    ahead = Ahead(_script_of(document.text), tuple(folds_of(document.text)))
    return replace(document, paragraphs=document.paragraphs or split_paragraphs(document.text), ahead=ahead)


def _script_of(text: str) -> ScriptGuess:
    from reader.text.detection import detect_script  # its patterns take long to compile

    return detect_script(text[:_SAMPLE])
