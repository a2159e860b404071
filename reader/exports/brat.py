"""brat standoff: a .txt and an .ann a document, annotation.conf and visual.conf."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TextIO

from reader.annotations.model import Status
from reader.exports.colours import shades_of
from reader.exports.documents import NUMBERS, as_line, lose_numbers
from reader.exports.folder import Names, safe_path
from reader.exports.format import Format, Target
from reader.translation import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.annotations.model import Annotation, Label
    from reader.exports.content import Content
    from reader.exports.folder import Folder

Values = dict[str, dict[str, None]]  # by attribute, what it was said to be, in order

# No fragment of a passage may hold these: they end a line or a column for whoever reads the file.
_BREAKS = re.compile("[\t\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]+")
_MOST_VALUES = 200  # of an attribute, that the configuration lists
_SPACED = N_("labels with white space or signs of brat's own, which become _")
_LINES = N_("line ends in notes")
_NO_TYPE = re.compile(r"[\s|,:<>\[\]=]+")  # means something else in the configuration


def _write(content: Content, folder: Folder) -> None:
    names = Names()
    values: Values = {}
    for document in content.documents():
        name = names.unique(safe_path(document.entry.name).removesuffix(".txt"))
        with folder.text(f"{name}.txt") as stream:
            stream.write(document.text)
        with folder.text(f"{name}.ann") as stream:
            _write_annotations(document.annotations, stream, values)
        lose_numbers(content, document)
        content.lose(_SPACED, sum(type_of(one.label) != one.label for one in document.annotations))
        content.lose(_LINES, sum(bool(_BREAKS.search(one.note)) for one in document.annotations))
    labels = content.labels
    with folder.text("annotation.conf") as stream:
        stream.writelines(_annotation_conf(labels, values))
    with folder.text("visual.conf") as stream:
        stream.writelines(_visual_conf(labels))


def _write_annotations(annotations: Iterable[Annotation], stream: TextIO, values: Values) -> None:
    """The lines of an .ann file; `values` takes up which attributes there are, and what they may be."""
    notes = attributes = 0
    for number, annotation in enumerate(annotations, start=1):
        fragments = list(_fragments(annotation))
        places = ";".join(f"{start} {end}" for start, end, _ in fragments)
        quote = " ".join(text for _, _, text in fragments)
        stream.write(f"T{number}\t{type_of(annotation.label)} {places}\t{quote}\n")
        for name, value in {**annotation.attributes, "status": annotation.status.value}.items():
            attributes += 1
            written = _BREAKS.sub(" ", as_line(value))
            stream.write(f"A{attributes}\t{type_of(name)} T{number} {written}\n")
            known = values.setdefault(type_of(name), {})
            if len(known) < _MOST_VALUES:
                known[_NO_TYPE.sub("_", written)] = None
        if annotation.note:
            notes += 1
            stream.write(f"#{notes}\tAnnotatorNotes T{number}\t{_BREAKS.sub(' ', annotation.note)}\n")


def _fragments(annotation: Annotation) -> Iterator[tuple[int, int, str]]:
    """The passage in pieces that each lie within a line, with their places in the document."""
    at = 0
    for stop in [*_BREAKS.finditer(annotation.quote), None]:
        end = stop.start() if stop else len(annotation.quote)
        if at < end:
            yield annotation.span.start + at, annotation.span.start + end, annotation.quote[at:end]
        at = stop.end() if stop else end


def type_of(label: str) -> str:
    """A label as brat can write it: without white space and what its configuration files use."""
    return _NO_TYPE.sub("_", label)


def _annotation_conf(labels: Iterable[Label], values: Values) -> Iterator[str]:
    yield "[entities]\n"
    yield from (f"{type_of(label.name)}\n" for label in labels)
    yield "\n[relations]\n<OVERLAP> Arg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n\n[events]\n\n[attributes]\n"
    known = {**values, "status": dict.fromkeys(status.value for status in Status)}
    yield from (f"{name} Arg:<ENTITY>, Value:{'|'.join(held)}\n" for name, held in sorted(known.items()))


def _visual_conf(labels: list[Label]) -> Iterator[str]:
    yield "[labels]\n"
    for label in labels:
        if title := _NO_TYPE.sub(" ", label.title).strip():
            yield f"{type_of(label.name)} | {title}\n"
    yield "\n[drawing]\n"
    for label in labels:
        shades = shades_of(label)
        yield f"{type_of(label.name)}\tbgColor:{shades.tint}, fgColor:black, borderColor:{shades.ink}\n"
    yield "status\tdashArray:3-3, glyph:-\n"


BRAT = Format(
    "brat",
    "",
    N_("brat standoff: .txt, .ann, annotation.conf, visual.conf"),
    Target.FOLDER,
    _write,
    drops=("id", "origin", "annotator", "created_at", "updated_at"),
    besides=(_SPACED, _LINES, NUMBERS),
)
