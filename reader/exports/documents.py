"""What formats that go by document say of one, and which annotations they can hold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from reader.annotations.overlap import Overlap, resolve
from reader.translation import N_

if TYPE_CHECKING:
    from reader.annotations.model import Annotation
    from reader.documents.model import Entry
    from reader.exports.content import Content
    from reader.library.records import MarkedDocument

TWICE = N_("the same passage and label again")
NO_ANNOTATIONS = N_("the annotations themselves")
NUMBERS = N_("numbers in attributes, which become texts")
OVERLAPPING = N_("overlapping passages, of which the longest stays")


def said_of(entry: Entry) -> dict[str, Any]:
    """What is known of a document beside its text, by name; what is not known is left out.

    Other columns of a corpus that are called like what is known do not hide it.
    """
    known = {
        "title": entry.title,
        "date": entry.date,
        "publisher": entry.publisher,
        "author": entry.author,
        "url": entry.url,
        "script": entry.script,
    }
    known |= {name: value for name, value in entry.meta.items() if name != "document" and not known.get(name)}
    return {"document": entry.name, **{name: value for name, value in known.items() if value not in ("", None)}}


def spoken_of(annotation: Annotation) -> dict[str, Any]:
    """What is known of an annotation beside its place and label, by the names of the record; without what is empty."""
    known = {
        "id": annotation.id,
        "status": annotation.status.value,
        "origin": annotation.origin,
        "annotator": annotation.annotator,
        "note": annotation.note,
        "attributes": dict(annotation.attributes),
        "created_at": annotation.created_at,
        "updated_at": annotation.updated_at,
    }
    return {name: value for name, value in known.items() if value}


def distinct(content: Content, document: MarkedDocument) -> list[Annotation]:
    """The annotations without those that mark the same passage with the same label again; these count as lost."""
    kept = resolve(Overlap.KEEP_ALL, document.annotations)
    content.lose(TWICE, len(document.annotations) - len(kept))
    return kept


def apart(content: Content, document: MarkedDocument) -> list[Annotation]:
    """Annotations none of which overlap: of those that do, the longest stays; the others count as lost."""
    different = distinct(content, document)
    kept = resolve(Overlap.LONGEST, different)
    content.lose(OVERLAPPING, len(different) - len(kept))
    return kept


def as_line(value: object) -> str:
    """A value as one line, for people: a text as it is, unless that would be read as something else; else JSON."""
    is_line = isinstance(value, str) and value.splitlines() == [value] and value.strip() == value
    if is_line and str(value)[0] not in '"[{' and value not in ("true", "false", "null"):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def lose_numbers(content: Content, document: MarkedDocument) -> None:
    """Counts the annotations of which a format that has only lines cannot tell numbers from texts."""
    content.lose(NUMBERS, sum(any(map(_is_number, one.attributes.values())) for one in document.annotations))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
