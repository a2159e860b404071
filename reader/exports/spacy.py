"""spaCy's DocBin: every annotation in the span group `sc`, and those that do not overlap as entities."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from reader.annotations.overlap import Overlap, resolve
from reader.exports.documents import said_of, spoken_of
from reader.exports.extras import needed
from reader.exports.format import Format, Target
from reader.exports.options import Offsets
from reader.translation import N_

if TYPE_CHECKING:
    from reader.exports.content import Content

GROUP = "sc"  # what spaCy's span categorizer reads


def _write(content: Content, stream: BinaryIO) -> None:
    """Every character is a token, as in spaCy's own Chinese pipeline, so that no span falls between two.

    A DocBin is packed as a whole: all documents are in memory.
    """
    tokens = needed("spacy.tokens", "spacy")
    vocabulary = needed("spacy", "spacy").blank("zh").vocab
    pack = tokens.DocBin(store_user_data=True)
    for document in content.documents():
        doc = tokens.Doc(vocabulary, words=list(document.text), spaces=[False] * len(document.text))
        doc.spans[GROUP] = [
            tokens.Span(doc, one.span.start, one.span.end, label=one.label, span_id=one.id)
            for one in document.annotations
        ]
        doc.ents = [
            tokens.Span(doc, one.span.start, one.span.end, label=one.label, span_id=one.id)
            for one in resolve(Overlap.LONGEST, document.annotations)
        ]
        doc.user_data.update(said_of(document.entry), annotations=[spoken_of(one) for one in document.annotations])
        pack.add(doc)
    stream.write(pack.to_bytes())


SPACY = Format(
    "spacy",
    ".spacy",
    N_('spaCy DocBin: spans["sc"], and entities without overlaps'),
    Target.BINARY,
    _write,
    Offsets.TOKENS,
    extra="spacy",
)
