"""UIMA CAS as JSON or XMI, with a type system: for INCEpTION and whatever speaks UIMA."""

from __future__ import annotations

import json
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from reader.exports.extras import needed
from reader.exports.folder import Names, safe_path
from reader.exports.format import Format, Target
from reader.exports.offsets import grapheme_starts
from reader.exports.options import Offsets
from reader.exports.xml_text import UNWRITABLE, clean
from reader.text.sentences import sentences
from reader.translation import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.exports.content import Content
    from reader.exports.folder import Folder
    from reader.library.records import MarkedDocument

_DKPRO = "de.tudarmstadt.ukp.dkpro.core.api"
SENTENCE = f"{_DKPRO}.segmentation.type.Sentence"
TOKEN = f"{_DKPRO}.segmentation.type.Token"
NAMED_ENTITY = f"{_DKPRO}.ner.type.NamedEntity"  # a layer that every INCEpTION project has
METADATA = f"{_DKPRO}.metadata.type.DocumentMetaData"
ANNOTATION = "webanno.custom.Pizhu"  # a layer of our own, with everything that is known
FEATURES = ("id", "label", "status", "origin", "annotator", "note", "attributes", "created_at", "updated_at")
TYPE_SYSTEM = "TypeSystem.xml"


def _write(content: Content, folder: Folder, *, xmi: bool) -> None:
    cassis = needed("cassis", "uima")
    types = _type_system(cassis)
    names = Names()
    for document in content.documents():
        name = names.unique(safe_path(document.entry.name))
        if xmi:
            content.lose(UNWRITABLE, sum(clean(one.quote) != one.quote for one in document.annotations))
        cas = _cas(cassis, types, document, clean if xmi else str)
        if xmi:
            with folder.text(f"{name}.xmi") as stream:
                stream.write(cas.to_xmi())
        else:
            with folder.text(f"{name}.json") as stream:
                stream.write(cas.to_json())
    if xmi:
        with folder.text(TYPE_SYSTEM) as stream:
            stream.write(types.to_xml())


def _type_system(cassis: Any) -> Any:
    types = cassis.TypeSystem()
    string = "uima.cas.String"
    types.create_type(SENTENCE, "uima.tcas.Annotation")
    types.create_type(TOKEN, "uima.tcas.Annotation")
    entity = types.create_type(NAMED_ENTITY, "uima.tcas.Annotation")
    for feature in ("value", "identifier"):
        types.create_feature(entity, feature, string)
    metadata = types.create_type(METADATA, "uima.tcas.DocumentAnnotation")
    for feature in ("documentTitle", "documentId", "documentUri"):
        types.create_feature(metadata, feature, string)
    ours = types.create_type(ANNOTATION, "uima.tcas.Annotation")
    for feature in FEATURES:
        types.create_feature(ours, feature, string)
    return types


def _cas(cassis: Any, types: Any, document: MarkedDocument, written: Callable[[str], str]) -> Any:
    """A document: sentences, a token for every visible grapheme, so that each passage begins and ends with one.

    `written` gives of each text what can be written.
    """
    cas = cassis.Cas(types, sofa_string=written(document.text), sofa_mime="text/plain", document_language="zh")
    for sentence in sentences(document.text):
        cas.add(types.get_type(SENTENCE)(begin=sentence.start, end=sentence.end))
    for start, end in _tokens(document):
        cas.add(types.get_type(TOKEN)(begin=start, end=end))
    cas.add(
        types.get_type(METADATA)(
            begin=0,
            end=len(document.text),
            documentTitle=written(document.entry.heading),
            documentId=written(document.entry.name),
        )
    )
    for one in document.annotations:
        place = {"begin": one.span.start, "end": one.span.end}
        cas.add(types.get_type(NAMED_ENTITY)(**place, value=written(one.label)))
        known = {name: written(str(getattr(one, name))) for name in FEATURES if name != "attributes"}
        attributes = written(json.dumps(dict(one.attributes), ensure_ascii=False, sort_keys=True))
        cas.add(types.get_type(ANNOTATION)(**place, **known, attributes=attributes))
    return cas


def _tokens(document: MarkedDocument) -> Iterator[tuple[int, int]]:
    text = document.text
    edges = {place for one in document.annotations for place in (one.span.start, one.span.end)}
    starts = sorted({*grapheme_starts(text), *edges, len(text)})
    for start, end in pairwise(starts):
        if not text[start:end].isspace():
            yield start, end


UIMA_JSON = Format(
    "uima-json",
    "",
    N_("UIMA CAS JSON, for INCEpTION: a .json a document"),
    Target.FOLDER,
    partial(_write, xmi=False),
    Offsets.UTF16,
    extra="uima",
)
UIMA_XMI = Format(
    "uima-xmi",
    "",
    N_("UIMA CAS XMI, for INCEpTION: a .xmi a document, TypeSystem.xml"),
    Target.FOLDER,
    partial(_write, xmi=True),
    Offsets.UTF16,
    besides=(UNWRITABLE,),
    extra="uima",
)
