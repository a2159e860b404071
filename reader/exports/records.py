"""The record every export starts from: one iterator for all formats, so that they cannot disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.library.records import Placed

Record = dict[str, Any]

FIELDS = (
    "id", "document", "title", "paragraph", "start", "end", "label", "text", "status", "origin", "annotator",
    "note", "value", "unit", "attributes", "prefix", "suffix", "created_at", "updated_at",
)  # fmt: skip
"""The columns, in order. Offsets are code points; `text` is the slice of the document that they name."""


def records(placed: Iterable[Placed]) -> Iterator[Record]:
    """Annotations as records, one by one; `value` and `unit` are a statistic's quantity, else None."""
    for annotation, document, title, paragraph in ((p.annotation, p.document, p.title, p.paragraph) for p in placed):
        yield {
            "id": annotation.id,
            "document": document,
            "title": title,
            "paragraph": paragraph,
            "start": annotation.span.start,
            "end": annotation.span.end,
            "label": annotation.label,
            "text": annotation.quote,
            "status": annotation.status.value,
            "origin": annotation.origin,
            "annotator": annotation.annotator,
            "note": annotation.note,
            "value": annotation.attributes.get("value"),
            "unit": annotation.attributes.get("unit"),
            "attributes": dict(annotation.attributes),
            "prefix": annotation.prefix,
            "suffix": annotation.suffix,
            "created_at": annotation.created_at,
            "updated_at": annotation.updated_at,
        }
