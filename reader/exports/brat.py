"""brat standoff: a .txt and an .ann a document, annotation.conf and visual.conf."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, TextIO

from reader.annotations.model import Status
from reader.exports.colours import shades_of
from reader.exports.documents import spoken_of
from reader.exports.folder import Names, safe_path
from reader.exports.format import Format, Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.annotations.model import Annotation, Label
    from reader.exports.content import Content
    from reader.exports.folder import Folder

# No fragment of a passage may hold these: they end a line or a column for whoever reads the file.
_BREAKS = re.compile("[\t\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]+")
_NO_TYPE = re.compile(r"[\s|,:<>\[\]=]+")  # means something else in the configuration


def _write(content: Content, folder: Folder) -> None:
    names = Names()
    for document in content.documents():
        name = names.unique(safe_path(document.entry.name).removesuffix(".txt"))
        with folder.text(f"{name}.txt") as stream:
            stream.write(document.text)
        with folder.text(f"{name}.ann") as stream:
            _write_annotations(document.annotations, stream)
    labels = content.labels
    with folder.text("annotation.conf") as stream:
        stream.writelines(_annotation_conf(labels))
    with folder.text("visual.conf") as stream:
        stream.writelines(_visual_conf(labels))


def _write_annotations(annotations: Iterable[Annotation], stream: TextIO) -> None:
    notes = 0
    for number, annotation in enumerate(annotations, start=1):
        fragments = list(_fragments(annotation))
        places = ";".join(f"{start} {end}" for start, end, _ in fragments)
        quote = " ".join(text for _, _, text in fragments)
        stream.write(f"T{number}\t{type_of(annotation.label)} {places}\t{quote}\n")
        stream.write(f"A{number}\tStatus T{number} {annotation.status.value}\n")
        known = spoken_of(annotation)
        note = _BREAKS.sub(" ", known.pop("note", ""))
        known.pop("status")
        if note:
            notes += 1
            stream.write(f"#{notes}\tAnnotatorNotes T{number}\t{note}\n")
        notes += 1
        # Whatever else is known goes into a comment of its own, which brat shows with the notes.
        details = json.dumps({**known, "label": annotation.label}, ensure_ascii=False)
        stream.write(f"#{notes}\tPizhu T{number}\t{_escaped(details)}\n")


def _fragments(annotation: Annotation) -> Iterator[tuple[int, int, str]]:
    """The passage in pieces that each lie within a line, with their places in the document."""
    at = 0
    for stop in [*_BREAKS.finditer(annotation.quote), None]:
        end = stop.start() if stop else len(annotation.quote)
        if at < end:
            yield annotation.span.start + at, annotation.span.start + end, annotation.quote[at:end]
        at = stop.end() if stop else end


def _escaped(details: str) -> str:
    """JSON in which nothing ends a line, however lines are told apart."""
    return _BREAKS.sub(lambda found: "".join(f"\\u{ord(character):04x}" for character in found[0]), details)


def type_of(label: str) -> str:
    """A label as brat can write it: without white space and what its configuration files use."""
    return _NO_TYPE.sub("_", label)


def _annotation_conf(labels: Iterable[Label]) -> Iterator[str]:
    yield "[entities]\n"
    yield from (f"{type_of(label.name)}\n" for label in labels)
    yield "\n[relations]\n<OVERLAP> Arg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n\n[events]\n\n[attributes]\n"
    yield f"Status Arg:<ENTITY>, Value:{'|'.join(status.value for status in Status)}\n"


def _visual_conf(labels: list[Label]) -> Iterator[str]:
    yield "[labels]\n"
    for label in labels:
        if title := _NO_TYPE.sub(" ", label.title).strip():
            yield f"{type_of(label.name)} | {title}\n"
    yield "\n[drawing]\n"
    for label in labels:
        shades = shades_of(label)
        yield f"{type_of(label.name)}\tbgColor:{shades.tint}, fgColor:black, borderColor:{shades.ink}\n"
    yield "Status\tdashArray:3-3, glyph:-\n"


BRAT = Format("brat", "", "brat standoff: .txt, .ann, annotation.conf, visual.conf", Target.FOLDER, _write)
