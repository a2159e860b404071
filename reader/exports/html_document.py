"""One document of the page: its paragraphs in each script, its marks, and the list of its annotations."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from reader.exports.documents import said_of
from reader.exports.segments import Placed, by_paragraph, segments
from reader.text.detection import ScriptGuess
from reader.text.scripts import Script, convert, script_of
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reader.annotations.model import Annotation
    from reader.library.records import MarkedDocument

_VIEWS = (("s", Script.SIMPLIFIED, "zh-Hans"), ("t", Script.TRADITIONAL, "zh-Hant"))
_LANGUAGES = {"simplified": "zh-Hans", "traditional": "zh-Hant"}
_MOST_LANES = 4  # lines under a text that have a place of their own
_ABOUT = ("date", "publisher", "author", "issuer", "number", "document")


def article(number: int, document: MarkedDocument, classes: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """The document as HTML; `classes` has for each label its number on the page and its hue."""
    entry = document.entry
    source = script_of(ScriptGuess(entry.script, 0, 0, entry.variant))
    tongue = _LANGUAGES.get(entry.script, "zh")
    said = said_of(entry)
    about = " · ".join(str(said[name]) for name in _ABOUT if said.get(name))
    yield f'<article id="d{number}">\n{_line("h2", "", entry.heading, [], source, tongue, classes)}'
    yield f'<div class="about">{escape(about)}</div>\n'
    for paragraph, placed in by_paragraph(document):
        attributes = f' id="d{number}p{paragraph.number}"'
        text = paragraph.span.slice(document.text)
        yield _line("p", attributes, text, placed, source, tongue, classes, paragraph.kind.value)
    if document.annotations:
        yield from _table(document.annotations, classes)
    yield "</article>\n"


def _line(
    tag: str,
    attributes: str,
    text: str,
    placed: Sequence[Placed],
    source: Script | None,
    tongue: str,
    classes: Mapping[str, tuple[str, str]],
    kind: str = "",
) -> str:
    """A line of text in the script it is in, and in each other one that shows it differently."""
    names = [kind] if kind else []
    shown = [f'<span class="o" lang="{tongue}">{_marked(text, placed, classes)}</span>']
    for key, script, other_tongue in _VIEWS:
        view = convert(text, script, source=source)
        if view.view != text:
            names.append(f"has-{key}")
            moved = [replace(one, span=view.to_view(one.span).span) for one in placed]
            shown.append(f'<span class="{key}" lang="{other_tongue}">{_marked(view.view, moved, classes)}</span>')
    wanted = f' class="{" ".join(names)}"' if names else ""
    return f"<{tag}{attributes}{wanted}>{''.join(shown)}</{tag}>\n"


def _marked(text: str, placed: Sequence[Placed], classes: Mapping[str, tuple[str, str]]) -> str:
    """The text with its marks: those that overlap are cut so that they lie inside each other."""
    parts = []
    for segment in segments(len(text), placed):
        shown = escape(segment.span.slice(text), quote=False)
        told = "\n".join(_told(one.annotation) for one in segment.over)
        for index, one in enumerate(reversed(segment.over)):
            title = f' title="{escape(told)}"' if index == 0 else ""
            shown = f"{_opening(one, segment.span.end == one.span.end, classes)}{title}>{shown}</mark>"
        parts.append(shown)
    return "".join(parts)


def _opening(one: Placed, at_end: bool, classes: Mapping[str, tuple[str, str]]) -> str:
    annotation = one.annotation
    number, hue = classes[annotation.label]
    names = [hue, annotation.status.value]
    if one.lane:
        names.append(f"lane{min(one.lane, _MOST_LANES)}")
    if at_end and one.ends:
        names.append("ends")
    return (
        f'<mark class="{" ".join(names)}" data-n="{number}" data-status="{annotation.status.value}" '
        f'data-label="{escape(annotation.label)}"'
    )


def _told(annotation: Annotation) -> str:
    said = (annotation.label, annotation.status.value, annotation.annotator, annotation.origin, annotation.note)
    return " · ".join(part for part in said if part)


def _table(annotations: Sequence[Annotation], classes: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    heads = (_("Label"), _("Text"), _("Status"), _("Annotator"), _("Note"))
    yield f"<details><summary>{escape(_('Annotations'))} ({len(annotations):,})</summary>\n<table><thead><tr>"
    yield "".join(f"<th>{escape(head)}</th>" for head in heads)
    yield "</tr></thead><tbody>\n"
    for one in annotations:
        number, hue = classes[one.label]
        value, unit = one.attributes.get("value"), one.attributes.get("unit")
        quantity = f"{value} {unit or ''}".strip() if value is not None else ""
        note = " · ".join(part for part in (one.note, quantity) if part)
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in (one.quote, one.status.value, one.annotator, note))
        yield (
            f'<tr class="{hue}" data-n="{number}" data-status="{one.status.value}">'
            f"<td>{escape(one.label)}</td>{cells}</tr>\n"
        )
    yield "</tbody></table></details>\n"
