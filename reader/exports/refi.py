"""REFI-QDA: a project (.qdpx) for NVivo, ATLAS.ti, MAXQDA and QualCoder, or its codebook alone (.qdc).

Sources are UTF-8 without a byte order mark and with line feeds alone; positions are code points. There is a
selection for each passage, coder and code, since readers take the coder from the selection. Ids follow from what they
name, so that the same annotations have the same ids in every export.
"""

from __future__ import annotations

import io
import zipfile
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO, cast
from uuid import UUID, uuid5
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from reader.exports.colours import shades_of
from reader.exports.documents import NO_ANNOTATIONS, NUMBERS, as_line, lose_numbers, said_of
from reader.exports.format import Format, Target
from reader.exports.options import Offsets
from reader.exports.xml_text import clean
from reader.translation import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from reader.annotations.model import Annotation, Label
    from reader.exports.content import Content
    from reader.library.records import MarkedDocument

PROJECT, CODEBOOK = "urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0"
ORIGIN = "Pizhu"
_OURS = UUID("6f0d6a7e-53a2-5c39-9d11-b7f0b6b0c7a4")  # the namespace of the ids we make
_NAME = 80  # code points of a passage that stand as its name


class _Xml:
    """XML, written as it goes; what XML cannot hold is replaced."""

    def __init__(self, stream: TextIO) -> None:
        self._generator = XMLGenerator(cast("io.TextIOBase", stream), encoding="utf-8", short_empty_elements=True)
        self._generator.startDocument()

    @contextmanager
    def element(self, tag: str, /, **attributes: str) -> Iterator[None]:
        self._generator.startElement(tag, AttributesImpl({key: clean(value) for key, value in attributes.items()}))
        yield
        self._generator.endElement(tag)

    def leaf(self, tag: str, text: str = "", /, **attributes: str) -> None:
        with self.element(tag, **attributes):
            if text:
                self._generator.characters(clean(text))


def guid(kind: str, name: str) -> str:
    """The id of a thing, always the same."""
    return str(uuid5(_OURS, f"{kind}:{name}"))


def _write_codebook(content: Content, stream: TextIO) -> None:
    xml = _Xml(stream)
    with xml.element("CodeBook", xmlns=CODEBOOK, origin=ORIGIN):
        _write_codes(xml, content.labels)
    stream.write("\n")


def _write_codes(xml: _Xml, labels: Iterable[Label]) -> None:
    with xml.element("Codes"):
        for label in labels:
            colour = shades_of(label).ink
            with xml.element("Code", guid=guid("code", label.name), name=label.name, isCodable="true", color=colour):
                if said := "\n".join(part for part in (label.title, label.description) if part):
                    xml.leaf("Description", said)


def _write_project(content: Content, stream: BinaryIO) -> None:
    """Sources first, then the project that names them: an archive takes one file after the other."""
    coders: set[str] = set()
    last = ""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for document in content.documents():
            coders.update(one.annotator for one in document.annotations)
            last = max([last, document.entry.imported_at, *(one.updated_at for one in document.annotations)])
            name = f"sources/{guid('source', document.entry.digest)}.txt"
            archive.writestr(name, document.text.encode())
        with (
            archive.open("project.qde", "w", force_zip64=True) as binary,
            io.TextIOWrapper(binary, encoding="utf-8", newline="") as text,
        ):
            _write_qde(content, _Xml(text), sorted(coders), _moment(last))


def _write_qde(content: Content, xml: _Xml, coders: list[str], at: str) -> None:
    creator = guid("user", coders[0] if coders else ORIGIN)
    with xml.element(
        "Project", xmlns=PROJECT, name="Pizhu", origin=ORIGIN, creatingUserGUID=creator, creationDateTime=at
    ):
        with xml.element("Users"):
            for coder in coders or [ORIGIN]:
                xml.leaf("User", guid=guid("user", coder), name=coder)
        with xml.element("CodeBook"):
            _write_codes(xml, content.labels)
        names: set[str] = set()
        with xml.element("Sources"):
            for document in content.documents():
                lose_numbers(content, document)
                _write_source(xml, document, creator, names)


def _write_source(xml: _Xml, document: MarkedDocument, creator: str, names: set[str]) -> None:
    identity = guid("source", document.entry.digest)
    with xml.element(
        "TextSource",
        guid=identity,
        name=_source_name(document.entry.name, names),
        plainTextPath=f"internal://{identity}.txt",
        creatingUser=creator,
        creationDateTime=_moment(document.entry.imported_at),
    ):
        xml.leaf("Description", "\n".join(f"{name}: {value}" for name, value in said_of(document.entry).items()))
        for annotation in document.annotations:
            _write_selection(xml, annotation)


def _write_selection(xml: _Xml, annotation: Annotation) -> None:
    coder, at = guid("user", annotation.annotator), _moment(annotation.created_at)
    with xml.element(
        "PlainTextSelection",
        guid=guid("selection", annotation.id),
        name=annotation.quote[:_NAME],
        startPosition=str(annotation.span.start),
        endPosition=str(annotation.span.end),
        creatingUser=coder,
        creationDateTime=at,
    ):
        if memo := _memo(annotation):
            xml.leaf("Description", memo)
        with xml.element("Coding", guid=guid("coding", annotation.id), creatingUser=coder, creationDateTime=at):
            xml.leaf("CodeRef", targetGUID=guid("code", annotation.label))


def _memo(annotation: Annotation) -> str:
    """What the standard has no place for, for people to read: the note, a line of nothing, then attributes, status, origin."""
    lines = [annotation.note, ""] if annotation.note else []
    lines += [f"{name}={as_line(value)}" for name, value in sorted(annotation.attributes.items())]
    lines += [f"status={annotation.status.value}", f"origin={annotation.origin}"]
    return "\n".join(lines)


def _source_name(name: str, names: set[str]) -> str:
    """A name that is a file's name for QualCoder, and no other source's."""
    flat = candidate = name.replace("/", "_").replace("\\", "_")
    number = 1
    while candidate in names:
        number += 1
        candidate = f"{flat} ({number})"
    names.add(candidate)
    return candidate


def _moment(at: str) -> str:
    """A moment as XML Schema writes one, in whole seconds of UTC; the beginning of time where it is not known."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        moment = datetime.fromtimestamp(0, UTC)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


REFI_PROJECT = Format(
    "refi-qda",
    ".qdpx",
    N_("REFI-QDA project, for NVivo, ATLAS.ti, MAXQDA, QualCoder"),
    Target.BINARY,
    _write_project,
    drops=("id", "updated_at"),
    besides=(NUMBERS,),
)
REFI_CODEBOOK = Format(
    "refi-codebook",
    ".qdc",
    N_("REFI-QDA codebook: the labels"),
    Target.TEXT,
    _write_codebook,
    Offsets.NONE,
    besides=(NO_ANNOTATIONS,),
)
