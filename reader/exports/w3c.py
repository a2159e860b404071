"""W3C Web Annotation: one collection in JSON-LD, each annotation with its position and its quotation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TextIO
from urllib.parse import quote

from reader.exports.format import Format, Target

if TYPE_CHECKING:
    from reader.exports.content import Content
    from reader.exports.records import Record

CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    # What the standard has no word for.
    {"status": "urn:pizhu:status", "origin": "urn:pizhu:origin"},
]
DOCUMENT = "urn:pizhu:document:"  # followed by the document's name, quoted as in an address


def _write(content: Content, stream: TextIO) -> None:
    head = {
        "@context": CONTEXT,
        "type": "AnnotationCollection",
        "label": "Pizhu",
        "total": content.library.records.count(content.selection),
    }
    stream.write(json.dumps(head, ensure_ascii=False).removesuffix("}"))
    stream.write(', "first": {"type": "AnnotationPage", "startIndex": 0, "items": [')
    for number, record in enumerate(content.records()):
        stream.write(",\n" if number else "\n")
        stream.write(json.dumps(_annotation(record), ensure_ascii=False))
    stream.write("\n]}}\n")


def _annotation(record: Record) -> dict[str, Any]:
    body = [{"type": "TextualBody", "purpose": "tagging", "value": record["label"]}]
    if record["note"]:
        body.append({"type": "TextualBody", "purpose": "commenting", "value": record["note"]})
    if record["attributes"]:
        attributes = json.dumps(record["attributes"], ensure_ascii=False)
        body.append({"type": "TextualBody", "purpose": "describing", "format": "application/json", "value": attributes})
    return {
        "id": f"urn:uuid:{record['id']}" if record["id"].count("-") == 4 else f"urn:pizhu:annotation:{record['id']}",
        "type": "Annotation",
        "motivation": "tagging",
        "creator": {"type": "Person", "name": record["annotator"]},
        "created": record["created_at"],
        "modified": record["updated_at"],
        "status": record["status"],
        "origin": record["origin"],
        "body": body,
        "target": {
            "source": DOCUMENT + quote(record["document"], safe="/"),
            "selector": [
                {"type": "TextPositionSelector", "start": record["start"], "end": record["end"]},
                {
                    "type": "TextQuoteSelector",
                    "exact": record["text"],
                    "prefix": record["prefix"],
                    "suffix": record["suffix"],
                },
            ],
        },
    }


W3C = Format("w3c", ".jsonld", "W3C Web Annotation, JSON-LD", Target.TEXT, _write)
