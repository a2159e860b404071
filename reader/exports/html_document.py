"""One document of the page: its paragraphs in each script, its marks, and the list of its annotations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from reader.exports.documents import said_of
from reader.exports.segments import Placed, by_paragraph, segments
from reader.text.detection import ScriptGuess
from reader.text.paragraphs import Kind
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


class LabelClass(NamedTuple):
    """How the page shows a label: its number there, its hue, and what it is called."""

    number: int
    hue: str
    shown: str


def article(number: int, document: MarkedDocument, classes: Mapping[str, LabelClass]) -> Iterator[str]:
    """The document as HTML; `classes` tells of each label how the page shows it."""
    entry = document.entry
    source = script_of(ScriptGuess(entry.script, 0, 0, entry.variant))
    tongue = _LANGUAGES.get(entry.script, "zh")
    said = said_of(entry)
    about = " · ".join(str(said[name]) for name in _ABOUT if said.get(name))
    page = _Page(classes, {one.id: index for index, one in enumerate(document.annotations)}, source, tongue)
    yield f'<article id="d{number}">\n'
    if all(paragraph.kind is not Kind.TITLE for paragraph in document.paragraphs):
        yield page.line("h2", "", entry.heading, [])
    yield f'<div class="about">{escape(about)}</div>\n'
    places: dict[str, str] = {}
    for paragraph, placed in by_paragraph(document):
        place = f"d{number}p{paragraph.number}"
        places.update((one.annotation.id, place) for one in placed if one.begins)
        text = paragraph.span.slice(document.text)
        yield page.line("p", f' id="{place}"', text, placed, paragraph.kind.value)
    if document.annotations:
        yield from _table(document.annotations, classes, places)
    yield "</article>\n"


@dataclass(frozen=True, slots=True)
class _Page:
    """What the lines of one document share."""

    classes: Mapping[str, LabelClass]
    numbers: Mapping[str, int]  # by annotation, its index in the document
    source: Script | None  # the script that the document is in
    tongue: str

    def line(self, tag: str, attributes: str, text: str, placed: Sequence[Placed], kind: str = "") -> str:
        """A line of text in the script it is in, and in each other one that shows it differently."""
        names = [kind] if kind else []
        shown = [f'<span class="o" lang="{self.tongue}">{self._marked(text, placed)}</span>']
        for key, script, tongue in _VIEWS:
            view = convert(text, script, source=self.source)
            if view.view != text:
                names.append(f"has-{key}")
                moved = [replace(one, span=view.to_view(one.span).span) for one in placed]
                shown.append(f'<span class="{key}" lang="{tongue}">{self._marked(view.view, moved)}</span>')
        wanted = f' class="{" ".join(names)}"' if names else ""
        return f"<{tag}{attributes}{wanted}>{''.join(shown)}</{tag}>\n"

    def _marked(self, text: str, placed: Sequence[Placed]) -> str:
        """The text with its marks: those that overlap are cut so that they lie inside each other."""
        parts = []
        for segment in segments(len(text), placed):
            shown = escape(segment.span.slice(text), quote=False)
            told = "\n".join(_told(one.annotation) for one in segment.over)
            for index, one in enumerate(reversed(segment.over)):
                title = f' title="{escape(told)}"' if index == 0 else ""
                shown = f"{self._opening(one, at_end=segment.span.end == one.span.end)}{title}>{shown}</mark>"
            parts.append(shown)
        return "".join(parts)

    def _opening(self, one: Placed, *, at_end: bool) -> str:
        annotation = one.annotation
        label = self.classes[annotation.label]
        names = [label.hue, annotation.status.value]
        if one.lane:
            names.append(f"lane{min(one.lane, _MOST_LANES)}")
        if at_end and one.ends:
            names.append("ends")
        return (
            f'<mark class="{" ".join(names)}" data-a="{self.numbers[annotation.id]}" data-n="{label.number}" '
            f'data-status="{annotation.status.value}" data-label="{escape(label.shown)}"'
        )


def _told(annotation: Annotation) -> str:
    said = (annotation.label, annotation.status.value, annotation.annotator, annotation.origin, annotation.note)
    return " · ".join(part for part in said if part)


def _table(
    annotations: Sequence[Annotation], classes: Mapping[str, LabelClass], places: Mapping[str, str]
) -> Iterator[str]:
    heads = (_("Label"), _("Text"), _("Status"), _("Annotator"), _("Note"))
    yield f"<details><summary>{escape(_('Annotations'))} ({len(annotations):,})</summary>\n<table><thead><tr>"
    yield "".join(f"<th>{escape(head)}</th>" for head in heads)
    yield "</tr></thead><tbody>\n"
    for one in annotations:
        label = classes[one.label]
        value, unit = one.attributes.get("value"), one.attributes.get("unit")
        quantity = f"{value} {unit or ''}".strip() if value is not None else ""
        note = " · ".join(part for part in (one.note, quantity) if part)
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in (one.quote, one.status.value, one.annotator, note))
        yield (
            f'<tr class="{label.hue}" data-n="{label.number}" data-status="{one.status.value}">'
            f'<td><a href="#{places.get(one.id, "")}">{escape(one.label)}</a></td>{cells}</tr>\n'
        )
    yield "</tbody></table></details>\n"
