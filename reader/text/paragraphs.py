"""Owns how a text falls into paragraphs, and what kind each is. Sentences and names inside them: units.py."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reader.text.spans import Span


class Kind(StrEnum):
    """What a paragraph is for; the value is what the database holds and rule packs name."""

    TITLE = "title"
    HEADING = "heading"
    BYLINE = "byline"
    BODY = "body"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: `number` is 1-based; the span leaves out the white space around it."""

    number: int
    span: Span
    kind: Kind


def split_paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a text in order: one a line, blank lines left out."""
    paragraphs: list[Paragraph] = []
    start = 0
    for line in text.split("\n"):
        content = line.strip()
        if content:
            at = start + line.index(content)
            paragraphs.append(Paragraph(len(paragraphs) + 1, Span(at, at + len(content)), Kind.BODY))
        start += len(line) + 1
    return paragraphs
