"""UIMA CAS, XMI or JSON, as INCEpTION writes it; needs the extra `uima`. Files count UTF-16, cassis code points.

Where our own layer is there it alone is read; else every layer of spans but those of sentences, tokens and grammar.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from reader.annotations.sources import values
from reader.annotations.sources.extras import needed
from reader.annotations.sources.format import Format, Mark, MarkedDocument
from reader.annotations.sources.records import refuse_what_is_no_file, whole
from reader.errors import InputError
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.annotations.sources.format import Options, Sample

_OURS = "webanno.custom.Pizhu"
_SPAN = "uima.tcas.Annotation"
_PASSED_OVER = re.compile(
    r"uima\.tcas\.DocumentAnnotation|.*\.DocumentMetaData|.*CASMetadata|.*\.(?:segmentation|lexmorph|syntax|transform)\..*"
)
_LABELS = ("label", "value", "category", "tag", "identifier")  # features that name what a span is, the likeliest first
_TYPE_SYSTEM = "TypeSystem.xml"


def _recognises(sample: Sample) -> bool:
    return sample.name.endswith(".xmi") or (isinstance(sample.record, dict) and "%FEATURE_STRUCTURES" in sample.record)


def _read(path: Path, _options: Options) -> Iterator[MarkedDocument | InputError]:
    """One document. The type system of an XMI stands beside it, or in a folder above."""
    refuse_what_is_no_file(path)
    cassis = needed("cassis", "uima", path)
    try:
        cas = _cas(cassis, path)
        text = cas.sofa_string
        name = next((one.documentId for one in _of(cas, ".DocumentMetaData") if one.documentId), path.stem)
        spans = list(_of(cas, _OURS)) or [one for one in cas.select(_SPAN) if _is_span(cas, one)]
    except InputError:
        raise
    except Exception as error:
        # What a damaged file makes of an XML parser and of cassis has no end.
        raise InputError(_("{path}: no CAS: {error}.").format(path=path, error=values.shown(str(error)))) from error
    if not isinstance(text, str):
        raise InputError(_("{path}: it holds no text.").format(path=path))
    related = [one for one in spans if {"Governor", "Dependent"} <= _features(one)]
    marks, failures = values.collect(str(path), [one for one in spans if one not in related], _marks)
    names = values.names({"document": name}, also=(path.stem, path.name))
    left_out = ("relation",) * len(related)
    yield MarkedDocument(str(path), names, values.words(text, "text"), marks, "", left_out, failures)


def _cas(cassis: Any, path: Path) -> Any:
    data = whole(path)
    if not path.name.lower().endswith(".xmi"):
        return cassis.load_cas_from_json(data.decode("utf-8-sig"))
    refuse_entities(data, str(path))
    folder = path.resolve().parent
    beside = next((at / _TYPE_SYSTEM for at in (folder, *folder.parents[:3]) if (at / _TYPE_SYSTEM).is_file()), None)
    if beside is None:
        raise InputError(
            _("{path}: there is no {name} beside it.").format(path=path, name=_TYPE_SYSTEM),
            _("An XMI can only be read with the type system it was exported with."),
        )
    types = whole(beside)
    refuse_entities(types, str(beside))
    return cassis.load_cas_from_xmi(data.decode(), typesystem=cassis.load_typesystem(types.decode()))


def refuse_entities(data: bytes, name: str) -> None:
    """Raises InputError for XML that declares entities of its own, which grow without bound or fetch other files."""
    if b"\x00" in data or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise InputError(
            _("{name}: XML that declares a document type is not read.").format(name=name),
            _("Such declarations may fetch files or grow without bound."),
        )


def _of(cas: Any, suffix: str) -> Iterator[Any]:
    return (one for one in cas.select(_SPAN) if one.type.name.endswith(suffix))


def _is_span(cas: Any, one: Any) -> bool:
    return bool(cas.typesystem.subsumes(_SPAN, one.type.name)) and not _PASSED_OVER.fullmatch(one.type.name)


def _features(one: Any) -> set[str]:
    return {feature.name for feature in one.type.all_features}


def _marks(one: Any, place: str) -> Iterator[Mark]:
    held = {name: getattr(one, name) for name in _features(one) if isinstance(getattr(one, name, None), str)}
    ours = one.type.name == _OURS
    record: dict[str, Any] = dict(held) if ours else {"id": ""}
    named = next((name for name in _LABELS if held.get(name)), None)
    label = held.pop(named) if named else one.type.name.rpartition(".")[2]
    if ours and held.get("attributes"):
        record["attributes"] = json.loads(held["attributes"])
    elif not ours and held:
        record["attributes"] = held
    yield Mark(
        place,
        values.label(label),
        (values.part(one.begin, one.end),),
        values.text_or_none(one.get_covered_text(), "text"),
        **values.known(record),
    )


UIMA = Format("uima", "UIMA CAS, XMI or JSON, of INCEpTION", (".xmi", ".json"), _recognises, _read)
