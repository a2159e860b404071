"""REFI-QDA projects (.qdpx) of NVivo, ATLAS.ti, MAXQDA and QualCoder: coded passages of plain texts.

Positions are code points; some programs count a line end of two characters as one. A selection's name is often its
words, which is then compared.
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from reader.annotations.sources import values
from reader.annotations.sources.format import Format, Mark, MarkedDocument
from reader.annotations.sources.records import refuse_what_is_no_file
from reader.annotations.sources.uima import refuse_entities
from reader.errors import InputError
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from reader.annotations.sources.format import Options, Sample

_PROJECT = "project.qde"
_NAMESPACE = "{urn:QDA-XML:project:1.0}"
_LARGEST = 1 << 28  # bytes of a part, unpacked
_OURS = "Pizhu"
_SAID = re.compile(r"([^=]+)=(.*)")


def _recognises(sample: Sample) -> bool:
    return sample.name.endswith(".qdpx")


def _read(path: Path, _options: Options) -> Iterator[MarkedDocument | InputError]:
    """A document for every plain text of the project."""
    refuse_what_is_no_file(path)
    try:
        with zipfile.ZipFile(path) as archive:
            data = _part(archive, _PROJECT)
            refuse_entities(data, f"{path}/{_PROJECT}")
            root = ET.fromstring(data)  # noqa: S314 - what declares entities is refused above
            people = _named(root, "User")
            labels = _named(root, "Code")
            for source in root.iter(f"{_NAMESPACE}TextSource"):
                place = f"{path}: {values.shown(source.get('name', ''))}"
                try:
                    yield _document(archive, source, place, people, labels, ours=root.get("origin") == _OURS)
                except InputError as error:
                    yield InputError(f"{place}: {error.message}", error.hint)
    except (OSError, EOFError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ET.ParseError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(_("{path}: no REFI-QDA project: {reason}.").format(path=path, reason=reason)) from error


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part of the archive, unpacked; parts are read by name only, and no more of one than it may have."""
    try:
        with archive.open(name) as stream:
            data = stream.read(_LARGEST + 1)
    except KeyError as error:
        raise InputError(_("the archive has no {name}.").format(name=values.shown(name))) from error
    if len(data) > _LARGEST:
        raise InputError(_("{name} is larger than {count:,} bytes.").format(name=values.shown(name), count=_LARGEST))
    return data


def _named(root: ET.Element, tag: str) -> dict[str, str]:
    return {one.get("guid", ""): one.get("name", "") for one in root.iter(_NAMESPACE + tag)}


def _document(
    archive: zipfile.ZipFile,
    source: ET.Element,
    place: str,
    people: Mapping[str, str],
    labels: Mapping[str, str],
    *,
    ours: bool,
) -> MarkedDocument:
    inline = source.findtext(f"{_NAMESPACE}PlainTextContent")
    where = source.get("plainTextPath", "")
    if inline is not None:
        text = inline
    elif where.startswith("internal://"):
        try:
            text = _part(archive, "sources/" + where.removeprefix("internal://")).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise InputError(_("its text is not UTF-8: {error}.").format(error=error)) from error
    else:
        raise InputError(_("its text is not in the project."))

    def marks(selection: ET.Element, place: str) -> Iterator[Mark]:
        return _marks(selection, place, text, people, labels, ours=ours)

    selections = list(source.iter(f"{_NAMESPACE}PlainTextSelection"))
    coded = [one for one in selections if one.find(f"{_NAMESPACE}Coding") is not None]
    found, failures = values.collect(place, coded, marks)
    left_out = ("passage without a code",) * (len(selections) - len(coded))
    names = values.names({"document": _document_name(source, ours=ours)}, also=(source.get("name"),))
    return MarkedDocument(place, names, values.words(text, "text"), found, "", left_out, failures)


def _document_name(source: ET.Element, *, ours: bool) -> str | None:
    """The name our own export tells in the description, since the source's may have no folders."""
    said = source.findtext(f"{_NAMESPACE}Description") or ""
    lines = [line.removeprefix("document: ") for line in said.split("\n") if line.startswith("document: ")]
    return lines[0] if ours and lines else None


def _marks(
    selection: ET.Element,
    place: str,
    text: str,
    people: Mapping[str, str],
    labels: Mapping[str, str],
    *,
    ours: bool,
) -> Iterator[Mark]:
    """A mark for every code of a selection."""
    start, end = values.part(selection.get("startPosition"), selection.get("endPosition"))
    name = selection.get("name", "")
    said = _said(selection.findtext(f"{_NAMESPACE}Description") or "", ours=ours)
    for coding in selection.iter(f"{_NAMESPACE}Coding"):
        who = selection.get("creatingUser") or coding.get("creatingUser") or ""
        for code in coding.iter(f"{_NAMESPACE}CodeRef"):
            record = {
                **said,
                "annotator": people.get(who, ""),
                "created_at": coding.get("creationDateTime") or selection.get("creationDateTime"),
            }
            yield Mark(
                place,
                values.label(labels.get(code.get("targetGUID", ""))),
                ((start, end),),
                values.words(name, "name") if len(name) == end - start and name in text else None,
                **values.known(record),
            )


def _said(memo: str, *, ours: bool) -> dict[str, Any]:
    """A memo as a note; in our own exports an empty line ends it, and then come attributes, status and origin."""
    lines = memo.split("\n") if memo else []
    record: dict[str, Any] = {}
    attributes: dict[str, Any] = {}
    while ours and lines and (found := _SAID.fullmatch(lines[-1])):
        lines.pop()
        if found[1] in ("status", "origin") and found[1] not in record:
            record[found[1]] = found[2]
        else:
            attributes[found[1]] = values.of_line(found[2])
    if ours and lines and not lines[-1]:
        lines.pop()
    return {**record, "note": "\n".join(lines), "attributes": attributes or None}


REFI = Format("refi-qda", "REFI-QDA project", (".qdpx",), _recognises, _read)
