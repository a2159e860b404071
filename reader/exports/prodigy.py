"""Prodigy's JSON Lines: a task a document. Its tokens are left to Prodigy, which knows its own tokenizer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TextIO

from reader.exports.documents import said_of, spoken_of
from reader.exports.format import Format, Target

if TYPE_CHECKING:
    from reader.exports.content import Content


def _write(content: Content, stream: TextIO) -> None:
    for document in content.documents():
        spans = [
            {
                "start": one.span.start,
                "end": one.span.end,
                "label": one.label,
                "text": one.quote,
                **spoken_of(one),
            }
            for one in document.annotations
        ]
        task = {"text": document.text, "meta": said_of(document.entry), "spans": spans, "answer": "accept"}
        stream.write(json.dumps(task, ensure_ascii=False) + "\n")


PRODIGY = Format("prodigy", ".jsonl", "Prodigy JSON Lines, also read by spaCy's tools", Target.TEXT, _write)
