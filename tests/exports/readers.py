"""The real reader of each format: what it gives back of an export, as (document, start, end, label, text).

Offsets are code points again, turned back from what the format counts in; the text is what the reader itself cuts out
of the text that it read.
"""

from __future__ import annotations

import csv
import json
import re
import zipfile
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from reader.exports import FORMATS, Offsets
from reader.exports.brat import type_of
from reader.exports.refi import CODEBOOK, PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

SCHEMAS = Path(__file__).parent / "schemas"


class Found(NamedTuple):
    """An annotation as a reader gave it back; `document` is empty where the format does not name it."""

    document: str
    start: int
    end: int
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads a format, by the name of the package that people know, and the function that asks it."""

    name: str
    module: str
    read: Callable[[Path], Iterable[Found]]

    @property
    def installed(self) -> bool:
        return find_spec(self.module) is not None


def _rows(path: Path, delimiter: str) -> Iterator[Found]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=delimiter):
            yield Found(row["document"], int(row["start"]), int(row["end"]), row["label"], row["text"])


def _jsonl(path: Path) -> Iterator[Found]:
    for line in path.read_text("utf-8").split("\n")[:-1]:
        row = json.loads(line)
        yield Found(row["document"], row["start"], row["end"], row["label"], row["text"])


def _xlsx(path: Path) -> Iterator[Found]:
    import openpyxl
    from openpyxl.utils.escape import unescape

    book = openpyxl.load_workbook(path, read_only=True)
    header, *rows = book["annotations"].iter_rows()
    names = [cell.value for cell in header]
    for cells in rows:
        assert all(cell.data_type in "sn" for cell in cells)
        row = dict(zip(names, (cell.value for cell in cells), strict=True))
        yield Found(row["document"], row["start"], row["end"], row["label"], unescape(row["text"]))
    book.close()


def _parquet(path: Path) -> Iterator[Found]:
    import pyarrow.parquet

    for row in pyarrow.parquet.read_table(path).to_pylist():
        yield Found(row["document"], row["start"], row["end"], row["label"], row["text"])


def _doccano(path: Path, offsets: Offsets) -> Iterator[Found]:
    """The documented shape: units of JavaScript, or graphemes where the project was made so."""
    import regex

    for line in path.read_text("utf-8").split("\n")[:-1]:
        row = json.loads(line)
        text = row["text"]
        for start, end, label in row["label"]:
            if offsets is Offsets.UTF16:
                units = text.encode("utf-16-le")
                before, inside = (units[a * 2 : b * 2].decode("utf-16-le") for a, b in ((0, start), (start, end)))
            elif offsets is Offsets.GRAPHEMES:
                graphemes = regex.findall(r"\X", text)
                before, inside = "".join(graphemes[:start]), "".join(graphemes[start:end])
            else:
                before, inside = text[:start], text[start:end]
            yield Found(row["document"], len(before), len(before) + len(inside), label, inside)


def _label_studio(path: Path) -> Iterator[Found]:
    """Its converter reads the tasks by the configuration beside them."""
    from tempfile import TemporaryDirectory

    from label_studio_sdk.converter.converter import Converter

    with TemporaryDirectory() as folder:
        converter = Converter(config=str(path / "labeling_config.xml"), project_dir=folder, download_resources=False)
        converter.convert(str(path / "tasks.json"), folder, "JSON_MIN", is_dir=False)
        tasks = json.loads((Path(folder) / "result.json").read_text("utf-8"))
    for task in tasks:
        for region in task.get("label", []):
            (label,) = region["labels"]
            start, end = region["start"], region["end"]
            yield Found(task["document"], start, end, label, task["text"][start:end])
    for task in json.loads((path / "tasks.json").read_text("utf-8")):
        text = task["data"]["text"]
        for prediction in task["predictions"]:
            for region in prediction["result"]:
                value = region["value"]
                assert text[value["start"] : value["end"]] == value["text"]
                (label,) = value["labels"]
                yield Found(
                    task["data"]["document"], value["start"], value["end"], label, text[value["start"] : value["end"]]
                )


def _brat(path: Path) -> Iterator[Found]:
    """What bratiaa carries of brat's own server reads the .ann files; the details are in the comments beside them."""
    from bratsubset.annotation import TextAnnotations

    for file in sorted(path.rglob("*.txt")):
        text = file.read_bytes().decode()
        with TextAnnotations(str(file.with_suffix("")), read_only=True) as annotations:
            assert not annotations.failed_lines
            details = {
                comment.target: json.loads(comment.tail)
                for comment in annotations.get_oneline_comments()
                if comment.type == "Pizhu"
            }
            for found in annotations.get_textbounds():
                pieces = [text[start:end] for start, end in found.spans]
                assert " ".join(pieces) == found.text
                start, end = found.spans[0][0], found.spans[-1][1]
                label = details[found.id]["label"]
                assert found.type == type_of(label)
                yield Found("", start, end, label, text[start:end])


def _spacy(path: Path) -> Iterator[Found]:
    import spacy
    from spacy.tokens import DocBin

    for doc in DocBin().from_disk(path).get_docs(spacy.blank("zh").vocab):
        groups = set(doc.spans["sc"])
        assert {(one.start, one.end, one.label) for one in doc.ents} <= {(o.start, o.end, o.label) for o in groups}
        for span in doc.spans["sc"]:
            assert doc.char_span(span.start_char, span.end_char) is not None
            yield Found(doc.user_data["document"], span.start_char, span.end_char, span.label_, span.text)


def _prodigy(path: Path) -> Iterator[Found]:
    """spaCy's own JSON Lines reader, and its tokenizer to find the spans as Prodigy does."""
    import spacy
    import srsly

    nlp = spacy.blank("zh")
    for task in srsly.read_jsonl(path):
        doc = nlp.make_doc(task["text"])
        for span in task["spans"]:
            found = doc.char_span(span["start"], span["end"], label=span["label"])
            assert found is not None
            yield Found(task["meta"]["document"], found.start_char, found.end_char, found.label_, found.text)


def _conll(path: Path) -> Iterator[Found]:
    """spaCy's converter, as `spacy convert -c ner`; places are counted in tokens without white space."""
    from spacy.training.converters.conll_ner_to_docs import conll_ner_to_docs

    at = 0
    for doc in conll_ner_to_docs(path.read_text("utf-8"), n_sents=1, no_print=True):
        for entity in doc.ents:
            text = "".join(token.text for token in entity)
            yield Found("", at + entity.start, at + entity.end, entity.label_, text)
        at += len(doc)


def _tags(path: Path, scheme: str) -> Iterator[Found]:
    """seqeval reads the tags of a scheme that spaCy's converter does not know."""
    from seqeval.scheme import IOB2, IOBES, Tokens

    letters = str.maketrans("M", "I") if scheme == "BMES" else {}
    at = 0
    for sentence in path.read_text("utf-8").split("\n\n"):
        lines = [line.split(" ") for line in sentence.split("\n") if line and not line.startswith("-DOCSTART-")]
        tags = [tag[0].translate(letters) + tag[1:] for _, tag in lines]
        for entity in Tokens(tags, IOB2 if scheme == "BIO" else IOBES).entities:
            text = "".join(token for token, _ in lines[entity.start : entity.end])
            yield Found("", at + entity.start, at + entity.end, entity.tag, text)
        at += len(lines)


def _w3c(path: Path) -> Iterator[Found]:
    """A JSON-LD processor that has the standard's context here, and no network."""
    from pyld import jsonld

    context = json.loads((SCHEMAS / "anno.jsonld").read_text("utf-8"))

    def load(url: str, _options: object) -> dict[str, Any]:
        assert url == "http://www.w3.org/ns/anno.jsonld"
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context}

    expanded = jsonld.expand(json.loads(path.read_text("utf-8")), {"documentLoader": load})
    oa, streams = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/activitystreams#"
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    (page,) = expanded[0][f"{streams}first"]
    for one in page[f"{streams}items"][0]["@list"]:
        assert one["urn:pizhu:status"][0]["@value"] in {"accepted", "suggested", "rejected"}
        (target,) = one[f"{oa}hasTarget"]
        position, quotation = target[f"{oa}hasSelector"]
        (label,) = (
            body[f"{rdf}value"][0]["@value"]
            for body in one[f"{oa}hasBody"]
            if body[f"{oa}hasPurpose"][0]["@id"] == f"{oa}tagging"
        )
        source = target[f"{oa}hasSource"][0]["@id"]
        assert source.startswith("urn:pizhu:document:")
        yield Found(
            unquote(source.removeprefix("urn:pizhu:document:")),
            position[f"{oa}start"][0]["@value"],
            position[f"{oa}end"][0]["@value"],
            label,
            quotation[f"{oa}exact"][0]["@value"],
        )


def _uima(path: Path, *, xmi: bool) -> Iterator[Found]:
    import cassis

    for file in sorted(path.rglob("*.xmi" if xmi else "*.json")):
        with file.open("rb") as stream:
            if xmi:
                with (path / "TypeSystem.xml").open("rb") as types:
                    cas = cassis.load_cas_from_xmi(stream, typesystem=cassis.load_typesystem(types))
            else:
                cas = cassis.load_cas_from_json(stream)
        tokens = cas.select("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token")
        begins, ends = {token.begin for token in tokens}, {token.end for token in tokens}
        (about,) = cas.select("de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData")
        entities = sorted(
            (one.begin, one.end, one.value)
            for one in cas.select("de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity")
        )
        ours = cas.select("webanno.custom.Pizhu")
        assert entities == sorted((one.begin, one.end, one.label) for one in ours)
        for one in ours:
            assert one.begin in begins
            assert one.end in ends
            yield Found(about.documentId, one.begin, one.end, one.label, one.get_covered_text())


def _refi(path: Path) -> Iterator[Found]:
    """Checked against the standard's schema by lxml, and read as QualCoder reads it."""
    from lxml import etree

    schema = etree.XMLSchema(etree.parse(SCHEMAS / "refi-qda-project.xsd"))
    space = {"q": PROJECT}
    with zipfile.ZipFile(path) as archive:
        project = etree.fromstring(archive.read("project.qde"))
        schema.assertValid(project)
        codes = {code.get("guid"): code.get("name") for code in project.iterfind(".//q:Code", space)}
        users = {user.get("guid") for user in project.iterfind(".//q:User", space)}
        for source in project.iterfind("./q:Sources/q:TextSource", space):
            name = source.get("plainTextPath").replace("internal://", "sources/")
            text = archive.read(name).decode("utf-8")
            document = re.search("^document: (.*)$", source.findtext("q:Description", "", space), re.MULTILINE)
            assert document is not None
            for selection in source.iterfind("q:PlainTextSelection", space):
                assert selection.get("creatingUser") in users
                start, end = int(selection.get("startPosition")), int(selection.get("endPosition"))
                coding = selection.find("q:Coding", space)
                assert coding[0].tag == f"{{{PROJECT}}}CodeRef"
                yield Found(document[1], start, end, codes[coding[0].get("targetGUID")], text[start:end])


def _pyrefiqda(path: Path) -> Iterator[Found]:
    """A package that reads REFI-QDA projects into objects."""
    from tempfile import TemporaryDirectory

    from pyrefiqda import RefiProject

    with TemporaryDirectory() as folder:
        project = RefiProject.load(path, folder)
        codes = {code.guid: code.name for code in project.code_book.codes.code}
        for source in project.sources.text_source:
            text = RefiProject.resolve_source_path(source.plain_text_path, folder).read_bytes().decode()
            document = source.description.split("\n")[0].removeprefix("document: ")
            for selection in source.plain_text_selection:
                start, end = selection.start_position, selection.end_position
                (coding,) = selection.coding
                yield Found(document, start, end, codes[coding.code_ref.target_guid], text[start:end])


def read_codes(path: Path) -> list[str]:
    """The codes of a REFI-QDA codebook, checked against the standard's schema."""
    from lxml import etree

    codebook = etree.parse(path)
    etree.XMLSchema(etree.parse(SCHEMAS / "refi-qda-codebook.xsd")).assertValid(codebook)
    return [code.get("name") for code in codebook.iterfind(".//q:Code", {"q": CODEBOOK})]


READERS = {
    "csv": [Reader("Python's csv", "csv", partial(_rows, delimiter=","))],
    "tsv": [Reader("Python's csv", "csv", partial(_rows, delimiter="\t"))],
    "jsonl": [Reader("Python's json", "json", _jsonl)],
    "xlsx": [Reader("openpyxl", "openpyxl", _xlsx)],
    "parquet": [Reader("pyarrow", "pyarrow", _parquet)],
    "doccano": [Reader("documented shape", "regex", partial(_doccano, offsets=Offsets.UTF16))],
    "label-studio": [Reader("label-studio-sdk", "label_studio_sdk", _label_studio)],
    "brat": [Reader("bratiaa", "bratsubset", _brat)],
    "spacy": [Reader("spaCy", "spacy", _spacy)],
    "prodigy": [Reader("spaCy", "spacy", _prodigy)],
    "w3c": [Reader("PyLD", "pyld", _w3c)],
    "uima-json": [Reader("dkpro-cassis", "cassis", partial(_uima, xmi=False))],
    "uima-xmi": [Reader("dkpro-cassis", "cassis", partial(_uima, xmi=True))],
    "refi-qda": [Reader("lxml, REFI-QDA schema", "lxml", _refi), Reader("pyrefiqda", "pyrefiqda", _pyrefiqda)],
    **{
        name: [
            *([Reader("spaCy", "spacy", _conll)] if "bio" in name.split("-") else []),
            Reader("seqeval", "seqeval", partial(_tags, scheme=name.split("-")[1].upper())),
        ]
        for name in FORMATS
        if name.startswith("conll")
    },
}
"""By format, what reads it back."""
