"""doccano's JSON Lines for sequence labelling: a line a document, its spans under `label`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TextIO

from reader.exports.documents import TWICE, distinct, said_of
from reader.exports.format import Format, Target
from reader.exports.offsets import counter
from reader.exports.options import Offsets
from reader.translation import N_

if TYPE_CHECKING:
    from reader.exports.content import Content

_INSIDE = N_("passages that end inside a grapheme and take the whole")
_OWN = {"id", "text", "label", "Comments"}  # what doccano's own columns are called


def _write(content: Content, stream: TextIO) -> None:
    offsets = content.options.offsets or Offsets.UTF16
    for number, document in enumerate(content.documents(), start=1):
        count = counter(document.text, offsets)
        spans = [(count(annotation.span), annotation.label) for annotation in distinct(content, document)]
        if offsets is Offsets.GRAPHEMES:
            whole = _wholes(document.text)
            content.lose(_INSIDE, sum(not {one.span.start, one.span.end} <= whole for one in document.annotations))
        meta = {name: value for name, value in said_of(document.entry).items() if name not in _OWN}
        line = {
            "id": number,
            "text": document.text,
            "label": [[span.start, span.end, label] for span, label in spans],
            "Comments": [],
            **meta,
        }
        stream.write(json.dumps(line, ensure_ascii=False) + "\n")


def _wholes(text: str) -> set[int]:
    from reader.exports.offsets import grapheme_starts

    return {*grapheme_starts(text), len(text)}


DOCCANO = Format(
    "doccano",
    ".jsonl",
    N_("doccano, sequence labelling (--offsets tells how it counts)"),
    Target.TEXT,
    _write,
    Offsets.UTF16,
    ("id", "status", "origin", "annotator", "note", "attributes", "created_at", "updated_at"),
    (TWICE,),
    ("offsets",),
)
