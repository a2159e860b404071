"""W3C Web Annotations in JSON-LD: alone, as a list, a page or a collection, or one a line. Offsets are code points.

A target with a position and a quote is checked; one with a quote alone stands where its words stand just once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from reader.annotations.sources import values
from reader.annotations.sources.format import Format, Mark, MarkedDocument
from reader.annotations.sources.records import read_records
from reader.errors import InputError
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.annotations.sources.format import Options, Sample

_LABELLING = {"tagging", "classifying", "identifying"}
_SAYING = {"commenting", "describing", "replying", "questioning", "assessing", "editing"}
_DEEPEST = 8  # selectors that refine each other, pages within collections


def _recognises(sample: Sample) -> bool:
    record = sample.record
    if not isinstance(record, dict):
        return False
    kinds = _listed(record.get("type", record.get("@type")))
    return any(kind in ("Annotation", "oa:Annotation", "AnnotationPage", "AnnotationCollection") for kind in kinds) or (
        "anno.jsonld" in str(record.get("@context"))
    )


def _read(path: Path, _options: Options) -> Iterator[MarkedDocument | InputError]:
    """A document with the marks of one annotation for each target."""
    for place, value in read_records(path):
        if isinstance(value, InputError):
            yield value
            continue
        for number, annotation in enumerate(_annotations(value, _DEEPEST), 1):
            where = (
                place if annotation is value else _("{place}: annotation {number}").format(place=place, number=number)
            )
            try:
                yield from _documents(values.as_record(annotation, _("the annotation")), where)
            except InputError as error:
                yield InputError(f"{where}: {error.message}", error.hint)


def _annotations(value: object, depth: int) -> Iterator[object]:
    """The annotations in a page, a collection or a graph; anything else as itself."""
    if isinstance(value, dict) and depth:
        inner = next((value[name] for name in ("items", "@graph", "first") if name in value), None)
        if isinstance(inner, dict | list):
            for item in _listed(inner):
                yield from _annotations(item, depth - 1)
            return
    yield value


def _documents(annotation: dict[str, Any], place: str) -> Iterator[MarkedDocument]:
    labels, note, attributes = _bodies(annotation)
    said = values.known(
        {
            "id": annotation.get("id"),
            "status": annotation.get("status"),  # this, the origin and attributes by our own export
            "origin": annotation.get("origin"),
            "annotator": _name(annotation.get("creator")),
            "note": note,
            "attributes": {**attributes, **values.attributes(annotation.get("attributes"))} or None,
            "created_at": annotation.get("created"),
            "updated_at": annotation.get("modified"),
        }
    )
    targets = _listed(annotation.get("target"))
    if not targets:
        raise InputError(_("it has no target."))
    if len(targets) > 1 or len(labels) > 1:
        said["id"] = ""
    for target in targets:
        source, selectors = _target(target)
        parts, text, prefix, suffix = _place(selectors)
        marks = tuple(Mark(place, label, parts, text, prefix, suffix, **said) for label in labels)
        yield MarkedDocument(place, _names(source), None, marks)


def _bodies(annotation: dict[str, Any]) -> tuple[list[str], str, dict[str, Any]]:
    """The labels, the note and the attributes that the bodies give; what is only highlighted has that for a label."""
    motivation = next((kind for kind in _listed(annotation.get("motivation")) if isinstance(kind, str)), "")
    labels: list[str] = []
    notes: list[str] = []
    attributes: dict[str, Any] = {}
    for body in _listed(annotation.get("body", annotation.get("bodyValue"))):
        held = body if isinstance(body, dict) else {"value": body}
        purpose = next(iter(_listed(held.get("purpose"))), None) or motivation
        value = held.get("value", held.get("id"))
        if value is None:
            continue
        if purpose == "describing" and held.get("format") == "application/json":
            attributes |= values.attributes(value)
        elif purpose in _SAYING or (purpose not in _LABELLING and labels):
            notes.append(values.words(value, _("the body")))
        else:
            labels.append(values.label(value))
    return list(dict.fromkeys(labels)) or [values.label(motivation or "highlighting")], "\n".join(notes), attributes


def _target(target: object) -> tuple[str, list[Any]]:
    """What a target lies in, and its selectors."""
    if isinstance(target, str):
        return target.partition("#")[0], []
    held = values.as_record(target, _("the target"))
    source = held.get("source", held.get("id"))
    if isinstance(source, dict):
        source = source.get("id")
    selectors = [inner for selector in _listed(held.get("selector")) for inner in _refined(selector, _DEEPEST)]
    return values.words(source, _("the target's source")), selectors


def _refined(selector: object, depth: int) -> Iterator[dict[str, Any]]:
    """A selector, and those that refine it."""
    held = values.as_record(selector, _("the selector"))
    yield held
    if "refinedBy" in held:
        if not depth:
            raise InputError(_("its selectors are nested too deeply."))
        for inner in _listed(held["refinedBy"]):
            yield from _refined(inner, depth - 1)


def _place(selectors: list[dict[str, Any]]) -> tuple[tuple[tuple[int, int], ...], str | None, str, str]:
    """Parts, words, and what stands before and after them."""
    position = next((held for held in selectors if held.get("type") == "TextPositionSelector"), None)
    quote = next((held for held in selectors if held.get("type") == "TextQuoteSelector"), None)
    if position is None and quote is None:
        raise InputError(_("its target has neither a text position nor a quote."))
    parts = () if position is None else (values.part(position.get("start"), position.get("end")),)
    if quote is None:
        return parts, None, "", ""
    exact = values.words(quote.get("exact"), "exact")
    if not exact:
        raise InputError(_("its quote is empty."))
    return parts, exact, values.words(quote.get("prefix"), "prefix"), values.words(quote.get("suffix"), "suffix")


def _names(source: str) -> tuple[str, ...]:
    """What a document may be called whose address this is: the address, its path, and the last of the path."""
    path = unquote(_path_of(source))
    steps = [step for step in path.split("/") if step]
    tails = ["/".join(steps[first:]) for first in range(len(steps))]
    return tuple(dict.fromkeys(name for name in (source, unquote(source), *tails) if name))


def _path_of(source: str) -> str:
    try:
        address = urlsplit(source)
    except ValueError:
        return source
    return address.path.rpartition(":")[2] if address.scheme == "urn" else address.path


def _name(creator: object) -> str:
    """The name of whoever made it."""
    who = next(iter(_listed(creator)), None)
    if isinstance(who, dict):
        who = next((who[name] for name in ("nickname", "name", "email", "id") if isinstance(who.get(name), str)), None)
    return values.annotator(who)


def _listed(value: object) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


WEB_ANNOTATION = Format(
    "web-annotation", "W3C Web Annotation, JSON-LD", (".jsonld", ".json", ".jsonl"), _recognises, _read
)
