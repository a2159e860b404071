"""Owns how a record of a corpus (a line of JSON, a row of a table) becomes a document."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reader.documents.blocks import text_document
from reader.documents.furniture import day_of
from reader.documents.names import safe_name
from reader.documents.sources.format import NotDocumentsError, RawFile, Unchanged
from reader.errors import InputError, UsageError, nearest
from reader.text.paragraphs import split_paragraphs
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reader.documents.model import Document

FIELDS = ("title", "date", "author", "publisher", "url")
"""What a column may be said to hold, beside the text and the name."""

_TEXTS = (
    "text",
    "content",
    "body",
    "fulltext",
    "full_text",
    "article",
    "正文",
    "内容",
    "全文",
    "文本",
    "內容",
    "內文",
    "本文",
)
_IDS = (
    "id",
    "_id",
    "doc_id",
    "document_id",
    "docid",
    "uuid",
    "name",
    "document",
    "filename",
    "file",
    "编号",
    "編號",
    "序号",
)
_COLUMNS = {
    "title": ("title", "headline", "标题", "標題", "题名", "题目"),
    "date": (
        "date",
        "pubdate",
        "published",
        "publish_date",
        "time",
        "datetime",
        "日期",
        "发布日期",
        "發布日期",
        "时间",
    ),
    "author": ("author", "byline", "作者", "记者"),
    "publisher": ("publisher", "source", "media", "来源", "來源", "发布机构", "媒体"),
    "url": ("url", "link", "href", "链接", "网址"),
}
_SPAN = frozenset({"start", "end", "label"})
_NOT_A_VALUE = re.compile(r"\s*(?:null|none|nan|n/a)?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mapped:
    """Which column holds what: the text, the name, and the fields of a document."""

    text: str
    name: str
    fields: Mapping[str, str]


def mapped(raw: RawFile, record: Mapping[str, Any]) -> Mapped:
    """The columns of a corpus by its first record, as the person said or else by their names.

    Raises UsageError for a column the person named that is not there; NotDocumentsError where nothing is a text, or
    where the records are marked passages of texts rather than texts.
    """
    options, names = raw.options, {str(name).strip().lower(): str(name) for name in record}
    for said in (options.text_field, options.id_field, *options.fields.values()):
        if said is not None and said not in record:
            raise UsageError(
                _("{name}: there is no column {column}.").format(name=raw.source, column=said), nearest(said, record)
            )
    text = options.text_field
    if text is None:
        if names.keys() >= _SPAN:
            raise NotDocumentsError(
                _("{name}: these are marked passages, not documents.").format(name=raw.source),
                _("Name the column that holds whole documents with --text-field."),
            )
        text = next((names[one] for one in _TEXTS if one in names), None) or _longest(record)
    if text is None:
        raise NotDocumentsError(
            _("{name}: no column of it reads like a text.").format(name=raw.source),
            _("Name the column that holds the text with --text-field."),
        )
    fields = {field: next((names[one] for one in known if one in names), "") for field, known in _COLUMNS.items()}
    name = options.id_field or next((names[one] for one in _IDS if one in names and names[one] != text), "")
    return Mapped(text, name, {**fields, **options.fields})


def _longest(record: Mapping[str, Any]) -> str | None:
    """The column that holds most Chinese, if it reads like more than a title."""
    texts = {name: value for name, value in record.items() if isinstance(value, str)}
    best = max(texts, key=lambda name: len(texts[name]), default=None)
    return best if best is not None and len(texts[best]) >= 40 else None


def document_of_record(
    raw: RawFile, columns: Mapped, record: Mapping[str, Any], number: int, encoding: str
) -> Iterator[Document | Unchanged]:
    """The document of a record, or that it is known; InputError where it has no text.

    Its name is the file's with that of the record, or its number, behind it. Its digest is that of the record as
    canonical JSON with the name of the text column before it: the same record read in the same way.
    """
    text = record.get(columns.text)
    place = f"{raw.source}:{number}"
    if not isinstance(text, str) or not text.strip():
        what = _("is empty") if text in (None, "") or isinstance(text, str) else _("is no text")
        raise InputError(
            _("{place}: the column {column} {what}.").format(place=place, column=columns.text, what=what),
            _("It was left out; the rest goes on."),
        )
    _refuse_halves(text, place)
    canonical = json.dumps(record, ensure_ascii=True, sort_keys=True)
    digest = hashlib.sha256(f"{columns.text}\n{canonical}".encode()).hexdigest()
    called = record.get(columns.name)
    own = safe_name(str(called)) if isinstance(called, str | int) and str(called).strip() else str(number)
    name = f"{raw.name}/{own}"
    if raw.knows(digest) and raw.options.encoding is None:
        yield Unchanged(name, digest)
        return
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    said = {field: _value(record.get(column)) for field, column in columns.fields.items() if column}
    if said.get("date"):
        said["date"] = day_of(said["date"])
    used = {columns.text, columns.name, *columns.fields.values()}
    meta = {str(key): value for key, value in record.items() if key not in used and _worth(value)}
    whole = RawFile(name, f"{raw.source}/{own}", 0, raw.opened, raw.options, raw.knows)
    yield text_document(whole, text, split_paragraphs(text), encoding=encoding, said=said, meta=meta, digest=digest)


def _refuse_halves(text: str, place: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError(
            _("{place}: half a character stands in it.").format(place=place), _("It was left out; the rest goes on.")
        ) from error


def _value(value: object) -> str:
    """A value of a field as one line; a list of names with spaces between."""
    if isinstance(value, list):
        return " ".join(filter(None, map(_value, value[:20])))
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    text = " ".join(str(value).split())
    return "" if _NOT_A_VALUE.fullmatch(text) else text.encode("utf-8", "replace").decode()


def _worth(value: object) -> bool:
    """Whether a value says something."""
    return value is not None and value != ""
