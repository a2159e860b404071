"""Tables beside that of annotations: the labels as a codebook, and what is known of the documents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TextIO

from reader.exports.csv import write_table
from reader.exports.documents import NO_ANNOTATIONS
from reader.exports.format import Format, Target
from reader.exports.options import Offsets
from reader.translation import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.exports.content import Content
    from reader.library.records import Counted

DOCUMENT_FIELDS = (
    "document", "title", "date", "publisher", "author", "editor", "url", "issuer", "number", "written", "subject",
    "script", "variant", "length", "paragraphs", "accepted", "suggested", "rejected", "encoding", "digest", "source",
    "meta", "imported_at",
)  # fmt: skip
"""The columns of the table of documents. `issuer`, `number`, `written` and `subject` are those of official documents;
`meta` is JSON with what else is known; `length` is in code points; then how many annotations of each status."""

_META = ("editor", "issuer", "number", "written", "subject")


def document_record(counted: Counted) -> dict[str, Any]:
    """What is known of a document, by DOCUMENT_FIELDS; `meta` is an object."""
    entry = counted.entry
    known = dict(entry.meta)
    record: dict[str, Any] = {"document": entry.name, **{name: known.pop(name, "") for name in _META}, "meta": known}
    for name in DOCUMENT_FIELDS:
        if name not in record:
            record[name] = getattr(counted if name in {"accepted", "suggested", "rejected"} else entry, name)
    return {name: record[name] for name in DOCUMENT_FIELDS}


def document_rows(content: Content) -> Iterator[tuple[Any, ...]]:
    """The rows of the table of documents, `meta` as JSON."""
    for counted in content.counted():
        record = document_record(counted)
        record["meta"] = json.dumps(record["meta"], ensure_ascii=False)
        yield tuple(
            value if isinstance(value, str | int) else json.dumps(value, ensure_ascii=False)
            for value in record.values()
        )


def _write_documents(content: Content, stream: TextIO) -> None:
    batches = ([row] for row in document_rows(content))
    write_table(DOCUMENT_FIELDS, batches, stream, excel=content.options.excel)


def _write_codebook(content: Content, stream: TextIO) -> None:
    rows = [(label.name, " — ".join(filter(None, (label.title, label.description)))) for label in content.labels]
    write_table(("tag", "description"), [rows], stream, excel=content.options.excel)


DOCUMENTS = Format(
    "documents",
    ".csv",
    N_("What is known of the documents, with counts; CSV"),
    Target.TEXT,
    _write_documents,
    Offsets.NONE,
    besides=(NO_ANNOTATIONS,),
    takes=("excel",),
)
CODEBOOK = Format(
    "codebook",
    ".csv",
    N_("The labels as tag,description, for Taguette and others; CSV"),
    Target.TEXT,
    _write_codebook,
    Offsets.NONE,
    besides=(NO_ANNOTATIONS,),
    takes=("excel",),
)
