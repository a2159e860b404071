"""spaCy's DocBin: documents with entities and groups of spans; needs the extra `spacy`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.annotations.sources import values
from reader.annotations.sources.format import Format, Mark, MarkedDocument
from reader.annotations.sources.records import refuse_what_is_no_file
from reader.errors import InputError, UsageError
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.annotations.sources.format import Options, Sample


def _recognises(sample: Sample) -> bool:
    return sample.name.endswith(".spacy")


def _read(path: Path, _options: Options) -> Iterator[MarkedDocument | InputError]:
    """A document for every Doc; the file is unpacked whole, as spaCy does it."""
    refuse_what_is_no_file(path)
    try:
        import spacy
        from spacy.tokens import DocBin
    except ImportError as error:
        raise UsageError(
            _("{path}: reading it needs spaCy.").format(path=path), "pip install 'pizhu[spacy]'"
        ) from error
    try:
        found = DocBin(store_user_data=True).from_bytes(path.read_bytes())
        docs = found.get_docs(spacy.blank("zh").vocab)
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


def _document(doc: Any, place: str) -> MarkedDocument:
    said = doc.user_data if isinstance(doc.user_data, dict) else {}
    plain = {key: held for key, held in said.items() if isinstance(key, str)}
    spans = [*doc.ents, *(span for group in doc.spans.values() for span in group)]
    marks, failures = values.collect(place, spans, _marks)
    return MarkedDocument(place, values.names(plain), values.words(doc.text, "text"), marks, "", (), failures)


def _marks(span: Any, place: str) -> Iterator[Mark]:
    yield Mark(
        place,
        values.label(span.label_),
        ((span.start_char, span.end_char),),
        span.text,
        attributes={"kb_id": span.kb_id_} if span.kb_id_ else None,
        id=values.identity(span.id_),
    )


DOCBIN = Format("spacy", "spaCy DocBin", (".spacy",), _recognises, _read)
