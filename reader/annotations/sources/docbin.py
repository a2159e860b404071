"""spaCy's DocBin: documents with entities and groups of spans; needs the extra `spacy`."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from reader.annotations.sources import values
from reader.annotations.sources.extras import needed
from reader.annotations.sources.format import Format, Mark, MarkedDocument
from reader.annotations.sources.records import LARGEST, refuse_what_is_no_file, too_large, whole
from reader.errors import InputError
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.annotations.sources.format import Options, Sample


def _recognises(sample: Sample) -> bool:
    return sample.name.endswith(".spacy")


def _read(path: Path, _options: Options) -> Iterator[MarkedDocument | InputError]:
    """A document for every Doc; the file is unpacked whole, as spaCy does it, where it is not too large for that."""
    refuse_what_is_no_file(path)
    blank = needed("spacy", "spacy", path).blank
    bin_type = needed("spacy.tokens", "spacy", path).DocBin
    try:
        found = bin_type(store_user_data=True).from_bytes(_packed(path))
        docs = found.get_docs(blank("zh").vocab)
    except InputError:
        raise
    except Exception as error:
        raise InputError(_("{path}: no DocBin: {error}.").format(path=path, error=values.shown(str(error)))) from error
    for number in range(1, len(found) + 1):
        place = _("{path}: document {number}").format(path=path, number=number)
        try:
            yield _document(next(docs), place)
        except InputError as error:
            yield InputError(f"{place}: {error.message}", error.hint)
        except Exception as error:  # noqa: BLE001 - the same
            yield InputError(_("{place}: damaged: {error}.").format(place=place, error=values.shown(str(error))))
            return


def _packed(path: Path) -> bytes:
    """What spaCy is to unpack, which has no bounds of its own; raises InputError where that would be too much."""
    packed = whole(path)
    if len(zlib.decompressobj().decompress(packed, LARGEST + 1)) > LARGEST:
        raise too_large(path)
    return packed


def _document(doc: Any, place: str) -> MarkedDocument:
    said = doc.user_data if isinstance(doc.user_data, dict) else {}
    plain = {key: held for key, held in said.items() if isinstance(key, str)}
    marks, failures = values.collect(place, _spans(doc, plain.get("annotations")), _marks)
    return MarkedDocument(place, values.names(plain), values.words(doc.text, "text"), marks, "", (), failures)


def _spans(doc: Any, told: object) -> list[tuple[Any, dict[str, Any]]]:
    """The spans of all groups, then entities that are in none, each with what our own export tells of it besides."""
    spans = [span for group in doc.spans.values() for span in group]
    records = told if isinstance(told, list | tuple) and len(told) == len(spans) else [None] * len(spans)
    grouped = {(span.start, span.end, span.label_) for span in spans}
    entities = [span for span in doc.ents if (span.start, span.end, span.label_) not in grouped]
    pairs = [*zip(spans, records, strict=True), *((span, None) for span in entities)]
    return [(span, record if isinstance(record, dict) else {}) for span, record in pairs]


def _marks(item: tuple[Any, dict[str, Any]], place: str) -> Iterator[Mark]:
    span, record = item
    said = values.known({"id": span.id_, **record})
    if span.kb_id_:
        said["attributes"] = {"kb_id": span.kb_id_, **(said["attributes"] or {})}
    yield Mark(place, values.label(span.label_), ((span.start_char, span.end_char),), span.text, **said)


DOCBIN = Format("spacy", "spaCy DocBin", (".spacy",), _recognises, _read)
