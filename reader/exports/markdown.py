"""Markdown for people: each document with its passages in <mark> and the label behind, then a table of annotations."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, TextIO

from reader.annotations.model import Status
from reader.exports.documents import said_of
from reader.exports.format import Format, Target
from reader.exports.options import Offsets
from reader.exports.segments import by_paragraph, segments
from reader.text.paragraphs import Kind
from reader.translation import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.annotations.model import Annotation
    from reader.exports.content import Content
    from reader.exports.segments import Placed
    from reader.library.records import MarkedDocument

# What may begin markup wherever it stands, and what does at the beginning of a line; addresses become links.
_MARKUP = re.compile(r"[\\`*_\[\]<>#|~=$&^@]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_AT_START = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+])")
_LINE_ENDS = re.compile(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


def plain(text: str) -> str:
    """A line of text so that Markdown shows it as it is."""
    escaped = _MARKUP.sub(lambda found: f"\\{found[0]}", text)
    return _AT_START.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", escaped)


def _write(content: Content, stream: TextIO) -> None:
    for number, document in enumerate(content.documents()):
        stream.write("\n---\n\n" if number else "")
        stream.writelines(_document(document))


def _document(document: MarkedDocument) -> Iterator[str]:
    said = said_of(document.entry)
    yield f"# {_line(document.entry.heading)}\n\n"
    yield from (f"- {name}: {_line(str(value))}\n" for name, value in said.items() if name != "title")
    yield "\n"
    for paragraph, placed in by_paragraph(document):
        hashes = "## " if paragraph.kind in {Kind.TITLE, Kind.HEADING} else ""
        yield f"{hashes}{_marked(paragraph.span.slice(document.text), placed)}\n\n"
    if document.annotations:
        yield from _table(document.annotations)


def _marked(text: str, placed: Sequence[Placed]) -> str:
    """The text with its marks. Emphasis by asterisks fails beside Chinese punctuation; an element never does."""
    parts = []
    for segment in segments(len(text), placed):
        shown = segment.span.slice(text)
        shown = plain(shown) if segment.span.start == 0 and not segment.over else _inside(shown)
        for one in reversed(segment.over):
            label = _label(one.annotation) if one.ends and segment.span.end == one.span.end else ""
            shown = f"<mark>{shown}</mark>{label}"
        parts.append(shown)
    return _LINE_ENDS.sub(" ", "".join(parts))


def _inside(text: str) -> str:
    return _MARKUP.sub(lambda found: f"\\{found[0]}", text)


def _label(annotation: Annotation) -> str:
    doubt = {Status.SUGGESTED: "?", Status.REJECTED: "✗"}.get(annotation.status, "")
    return f"<sup>{escape(annotation.label)}{doubt}</sup>"


def _line(text: str) -> str:
    return plain(_LINE_ENDS.sub(" ", text))


def _table(annotations: Sequence[Annotation]) -> Iterator[str]:
    yield f"| {_('Label')} | {_('Text')} | {_('Status')} | {_('Annotator')} | {_('Note')} |\n|---|---|---|---|---|\n"
    for one in annotations:
        cells = (one.label, one.quote, one.status.value, one.annotator, one.note)
        yield f"| {' | '.join(map(_line, cells))} |\n"


MARKDOWN = Format(
    "markdown",
    ".md",
    N_("Markdown for people, passages in <mark>"),
    Target.TEXT,
    _write,
    Offsets.NONE,
    ("id", "origin", "attributes", "created_at", "updated_at"),
    (N_("the offsets"),),
)
